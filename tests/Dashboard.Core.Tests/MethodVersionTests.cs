using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Core.Tests;

/// <summary>One rule for both directions (docs/verdicts.md): the number of the first release, and from then on one more at each change.</summary>
public sealed class MethodVersionTests
{
    private const string Heading = "## ";

    [Fact]
    public void Method_version_of_each_direction_is_the_first_until_there_is_a_release()
    {
        var isReleased = RepositoryFiles
            .Read("CHANGELOG.md")
            .Split('\n')
            .Any(line =>
                line.StartsWith(Heading, StringComparison.Ordinal) && line != Heading + "Unreleased"
            );

        foreach (
            var (version, direction) in new[]
            {
                (DomainJudgement.MethodVersion, "inbound-"),
                (OutboundJudgement.MethodVersion, "outbound-"),
            }
        )
        {
            version.ShouldStartWith(direction);
            var number = int.Parse(
                version[direction.Length..],
                System.Globalization.CultureInfo.InvariantCulture
            );
            number.ShouldBeGreaterThanOrEqualTo(2);
            if (!isReleased)
            {
                number.ShouldBe(2, "nothing is released, so no figures are there to be kept apart");
            }
        }
    }
}
