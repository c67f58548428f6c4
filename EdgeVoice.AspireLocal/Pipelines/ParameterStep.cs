using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using EdgeVoice.AspireLocal.Parameters;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.AspireLocal.Pipelines;

/// <summary>Sees to the values of parameters. Nobody is asked: what is missing ends the run. A secret's value is never needed, since no output may hold it.</summary>
internal static class ParameterStep
{
    public static Task RunAsync(PipelineStepContext context)
    {
        var open = context.Model.Resources.OfType<ParameterResource>().Where(parameter => !parameter.Secret);
        return ParameterValues.RequireAllAsync(open, context.Services.GetRequiredService<IDistributedApplicationBuilder>().AppHostDirectory, context.CancellationToken);
    }
}
