using EdgeVoice.Agent.Calls.Capture;

namespace EdgeVoice.Tests.Agent.Calls.Capture;

public sealed class LaneRecorderTests
{
    private const int Frame = 480;
    private const long FrameNs = 20_000_000;
    private const long Start = 1_780_000_000_000_000_000;

    private readonly List<AudioChunk> _chunks = [];

    [Fact]
    public void LateAndEarlyFrames_AreOnePiece_AndAGapBeginsAnother()
    {
        var recorder = new LaneRecorder("call", "caller", _chunks.Add);
        foreach (var number in Enumerable.Range(0, 100))
        {
            // As the network brings them: up to 40 ms early or late.
            recorder.Add(new short[Frame], Start + (number * FrameNs) + (number % 5 * 10_000_000) - 20_000_000);
        }

        recorder.Add(new short[Frame], Start + (200 * FrameNs));
        recorder.Flush();

        Assert.Equal(101 * Frame, _chunks.Sum(chunk => chunk.Samples.Length));
        Assert.Equal(Start + (200 * FrameNs), _chunks[^1].StartNs);
        foreach (var (first, second) in _chunks[..^1].Zip(_chunks[1..^1]))
        {
            Assert.Equal(first.StartNs + (first.Samples.Length * 1_000_000_000L / 24_000), second.StartNs);
        }
    }

    [Fact]
    public void WhatABargeInCutOff_IsNotInTheRecording()
    {
        var recorder = new LaneRecorder("call", "agent", _chunks.Add);
        foreach (var number in Enumerable.Range(0, 60))
        {
            recorder.Add(new short[Frame], Start + (number * FrameNs));
        }

        recorder.CutAt(Start + (55 * FrameNs));

        Assert.Equal(55 * Frame, _chunks.Sum(chunk => chunk.Samples.Length));
    }
}
