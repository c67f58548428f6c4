using System.Runtime.InteropServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AspireLocal.Publishing;

/// <summary>Runs the pipeline; a signal to stop reaches the step that is running.</summary>
internal sealed class PublishRun(
    IDistributedApplicationBuilder builder,
    DistributedApplicationModel model,
    IDistributedApplicationEventing eventing,
    ILogger<PublishRun> logger,
    IServiceProvider services)
{
    /// <exception cref="DistributedApplicationException">There is no such step, or one failed or was interrupted.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await eventing.PublishAsync(new BeforeStartEvent(services, model), stop.Token);
        try
        {
            await builder.Pipeline.ExecuteAsync(new PipelineContext(model, builder.ExecutionContext, services, logger, stop.Token));
        }
        catch (OperationCanceledException exception) when (stop.IsCancellationRequested)
        {
            throw new DistributedApplicationException("Interrupted.", exception);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
