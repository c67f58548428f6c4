using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Aspire.Hosting.Pipelines;

namespace EdgeVoice.AppHost.Steps;

/// <summary>
/// What Aspire's steps remember of a deployment, for the length of one run. Its own store would write every parameter's value, secrets too, as plain
/// text under the home directory; a cell's secrets come from where deploy is told, and what was done is kept beside the published folder.
/// </summary>
internal sealed class UnsavedDeploymentState : IDeploymentStateManager
{
    private readonly ConcurrentDictionary<string, DeploymentStateSection> _sections = new();

    public string? StateFilePath => null;

    public Task<DeploymentStateSection> AcquireSectionAsync(string sectionName, CancellationToken cancellationToken = default) =>
        Task.FromResult(_sections.TryGetValue(sectionName, out var section)
            ? new DeploymentStateSection(sectionName, section.Data.DeepClone().AsObject(), section.Version)
            : new DeploymentStateSection(sectionName, new JsonObject(), 0));

    public Task SaveSectionAsync(DeploymentStateSection section, CancellationToken cancellationToken = default)
    {
        section.Version++;
        _sections[section.SectionName] = section;
        return Task.CompletedTask;
    }

    public Task DeleteSectionAsync(DeploymentStateSection section, CancellationToken cancellationToken = default)
    {
        _sections.TryRemove(section.SectionName, out _);
        return Task.CompletedTask;
    }

    public Task ClearAllStateAsync(CancellationToken cancellationToken = default)
    {
        _sections.Clear();
        return Task.CompletedTask;
    }
}
