using Aspire.Hosting.Pipelines;
using EdgeVoice.AppHost.K3s;
using EdgeVoice.AppHost.K3s.Settings;
using EdgeVoice.AppHost.Resources;
using EdgeVoice.AppHost.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>The steps that turn the model into three k3s cells.</summary>
internal static class K3sFleetBuilderExtensions
{
    /// <summary>Adds publish, verify, diff and deploy to the pipeline.</summary>
    public static void AddK3sFleet(this IDistributedApplicationBuilder builder, EdgeVoiceSettings settings)
    {
        FleetPublication Render()
        {
            var fleet = FleetSettings.Read(builder.Configuration, settings);
            return new(FleetRenderer.Render(fleet), fleet.Warnings);
        }

        builder.Services.AddSingleton<IDeploymentStateManager, UnsavedDeploymentState>();
        var pipeline = builder.Pipeline;
        pipeline.AddStep(PublishStep.Name, context => PublishStep.RunAsync(context, Render), dependsOn: WellKnownPipelineSteps.PublishPrereq, requiredBy: WellKnownPipelineSteps.Publish);
        pipeline.AddStep(VerifyStep.Name, context => VerifyStep.RunAsync(context, new StepSwitches(context, builder)));
        pipeline.AddStep(DiffStep.Name, context => DiffStep.RunAsync(context, new StepSwitches(context, builder)));
        pipeline.AddStep(ApplyStep.Name, context => ApplyStep.RunAsync(context, new StepSwitches(context, builder)), dependsOn: WellKnownPipelineSteps.DeployPrereq, requiredBy: WellKnownPipelineSteps.Deploy);
    }
}
