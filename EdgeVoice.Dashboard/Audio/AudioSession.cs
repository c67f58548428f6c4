namespace EdgeVoice.Dashboard.Audio;

internal sealed class AudioSession(string folder)
{
    private const string Extension = ".pcmu";

    public string Folder => folder;

    public Dictionary<string, AudioLane> Lanes { get; } = [];

    public long LatestNs { get; set; }

    public long Bytes => Lanes.Values.Sum(lane => lane.Bytes);

    public void Load()
    {
        foreach (var file in Directory.GetFiles(folder, "*" + Extension))
        {
            var lane = new AudioLane(file);
            lane.Load();
            Lanes[Path.GetFileNameWithoutExtension(file)] = lane;
            LatestNs = Math.Max(LatestNs, lane.Chunks.Count > 0 ? lane.Chunks[^1].StartNs : 0);
        }
    }

    public AudioLane Lane(string name)
    {
        if (!Lanes.TryGetValue(name, out var lane))
        {
            Lanes[name] = lane = new AudioLane(Path.Combine(folder, name + Extension));
        }

        return lane;
    }
}
