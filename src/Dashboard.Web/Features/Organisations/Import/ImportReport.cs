using System.Text.Json.Serialization;
using Dashboard.Core;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>What an import did or would do, as commands and the API print it. Names are a promise to other programs.</summary>
/// <param name="Snapshot">Null where nothing is applied.</param>
internal sealed record ImportReport(
    int? Snapshot,
    ChangeCounts Organisations,
    DomainCounts Domains,
    IReadOnlyList<ImportReport.Problem> Refused,
    IReadOnlyList<ImportReport.Problem> Warnings
)
{
    internal sealed record Problem(int Line, string Reason, string Text)
    {
        public static Problem Of(RegisterProblem problem) =>
            new(problem.Line, Slug.Of(problem.Reason), problem.Text);
    }

    /// <summary>Of a file that is refused whole.</summary>
    public static ImportReport Refusal(RefusedFileException refused) =>
        new(
            null,
            new(0, 0, 0, 0, 0, 0),
            DomainCounts.Of(new(0, 0, 0, 0, 0, 0), 0),
            [new(0, Slug.Of(refused.Reason), refused.Text)],
            []
        );

    [JsonIgnore]
    public bool HasRefusals => Refused.Count > 0;
}

/// <summary>As <see cref="ChangeCounts"/>, with the hosts that are kept and not measured.</summary>
internal sealed record DomainCounts(
    int Added,
    int Changed,
    int Moved,
    int Ended,
    int Missing,
    int Unchanged,
    int Hosts
)
{
    public static DomainCounts Of(ChangeCounts counts, int hosts) =>
        new(
            counts.Added,
            counts.Changed,
            counts.Moved,
            counts.Ended,
            counts.Missing,
            counts.Unchanged,
            hosts
        );
}
