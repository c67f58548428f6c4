using System.Text;
using EdgeVoice.AppHost.Publication;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>A file that was changed by hand is lost at the next publish; better change the setting.</summary>
internal sealed class SumsRule : IFleetRule
{
    public string Name => "unchanged";

    public string Promise => $"every file is as publish wrote it ({FileSums.Name})";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        if (fleet.Text(FileSums.Name) is not { } text)
        {
            yield break;
        }

        var sums = FileSums.Parse(text);
        foreach (var path in sums.Keys.Where(path => !fleet.Contains(path)))
        {
            yield return new Finding(path, "is missing");
        }

        foreach (var file in fleet.Files.Where(file => file.Path != FileSums.Name))
        {
            if (!sums.TryGetValue(file.Path, out var sum))
            {
                yield return new Finding(file.Path, "was not written by publish");
            }
            else if (sum != FileSums.Sum(Encoding.UTF8.GetBytes(file.Content)))
            {
                yield return new Finding(file.Path, "was changed after publish");
            }
        }
    }
}
