using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.Planned;

namespace Dashboard.Web.Features.TlsaHelper;

/// <summary>What was pasted, read and judged.</summary>
/// <param name="Recommended">Zone-file lines for what was pasted; empty where only records were.</param>
/// <param name="Lines">The planned records, line by line; empty where none were given.</param>
/// <param name="Verdict">Null where no record was given that could be read.</param>
/// <param name="Problem">Why nothing follows from what was pasted.</param>
public sealed record TlsaPlan(
    IReadOnlyList<string> Recommended,
    IReadOnlyList<PlannedTlsaLine> Lines,
    PlannedVerdict? Verdict,
    PastedMaterialProblem? Problem
)
{
    public static TlsaPlan Read(
        DomainName host,
        DomainName? domain,
        string? material,
        string? records,
        DateTimeOffset at
    )
    {
        var pasted = PastedMaterialReader.Read(material);
        var lines = string.IsNullOrWhiteSpace(records) ? [] : TlsaZoneText.Read(records, host);
        // Records alone are a plan too; a private key or a damaged certificate is never passed over.
        var onlyRecords = lines.Count > 0 && string.IsNullOrWhiteSpace(material);
        if (pasted.Problems.Count > 0 && !onlyRecords)
        {
            return new([], lines, null, Worst(pasted.Problems));
        }
        TlsaRecord[] planned =
        [
            .. lines.Where(line => line.Problem is null).Select(line => line.Record!),
        ];
        return new(
            RecommendedTlsa.Lines(host, RecommendedTlsa.For(pasted)),
            lines,
            planned.Length == 0
                ? null
                : PlannedJudgement.Judge(host, domain, planned, pasted.Certificates, at),
            null
        );
    }

    private static PastedMaterialProblem Worst(IReadOnlyList<PastedMaterialProblem> problems) =>
        problems.Contains(PastedMaterialProblem.PrivateKey)
            ? PastedMaterialProblem.PrivateKey
            : problems[0];
}
