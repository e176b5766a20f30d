using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.RoundStore;

namespace Dashboard.Web.Features.Reports;

/// <summary>Colophon and account of the report: what its figures rest on.</summary>
internal sealed class ReportAccount(ReportWords words)
{
    private const int ShownOfHash = 16;

    public static IReadOnlyList<string> Definitions { get; } =
    [
        "percentage",
        "starttls",
        "dane",
        "dnssec",
        "sending",
        "cohort",
        "views",
        "explained",
        "mail-flow",
        "agreement",
        "providers",
        "mail-authentication",
        "tls-ncsc",
        "ipv6",
    ];

    public IReadOnlyList<(string Fact, string Value)> Colophon(ReportContent report)
    {
        var round = report.Round;
        var name = PrintableText.Of(round.Name);
        return
        [
            ("round", name),
            (
                "status",
                report.IsPublished
                    ? words["fact.status.public", round.Edition]
                    : words["fact.status.concept"]
            ),
            ("measured", Measured(round)),
            .. round.PublishedAt is { } published
                ? [("published", ReportWords.Day(published))]
                : Array.Empty<(string, string)>(),
            (
                "former",
                report.Former is { } former
                    ? words[
                        "fact.former.value",
                        PrintableText.Of(former.Name),
                        ReportWords.Day(former.MeasuredOn)
                    ]
                    : words["fact.former.none"]
            ),
            ("list", words["fact.list.value", ListName(round), ReportWords.Number(round.Domains)]),
            ("hash", round.ListHash),
            ("methods", Joined(round.Method.Methods)),
            ("licence", words["fact.licence.value"]),
            (
                "cite",
                words[
                    "fact.cite.value",
                    name,
                    ReportWords.Day(round.MeasuredOn),
                    round.Edition,
                    round.ListHash[..Math.Min(ShownOfHash, round.ListHash.Length)]
                ]
            ),
        ];
    }

    public string List(ReportContent report) =>
        report.Delta(FigureStandard.Dane) is { } delta
            ? words[
                "account.list.text",
                ReportWords.Number(report.Round.Domains),
                ReportWords.Number(delta.Changes.GetValueOrDefault(OutcomeChange.Entered)),
                ReportWords.Number(delta.Changes.GetValueOrDefault(OutcomeChange.Left))
            ]
            : words["account.list.first", ReportWords.Number(report.Round.Domains)];

    public string Sources(ReportContent report) =>
        report.Sources.Count == 0
            ? words["account.sources.none"]
            : words[
                "account.sources",
                string.Join(
                    "; ",
                    report.Sources.Select(s =>
                        words[
                            "account.source",
                            s.Source == RegisterSource.List
                                ? words["source.list", PrintableText.Of(s.List ?? string.Empty)]
                                : words[$"source.{Slug.Of(s.Source)}"],
                            ReportWords.Day(s.AppliedOn),
                            s.FileHash[..Math.Min(ShownOfHash, s.FileHash.Length)]
                        ]
                    )
                )
            ];

    public IEnumerable<string> Excluded(ReportContent report) =>
        report
            .Figures.Where(f =>
                f.View == AdoptionView.Strict && f.Standard != FigureStandard.DaneSending
            )
            .Select(f =>
                words[
                    "account.excluded.standard",
                    words.Standard(f.Standard),
                    words.Excluded(f.Excluded) ?? words["sentence.excluded.none"]
                ]
            );

    public string Corrections(ReportContent report) =>
        report.Corrections.Remeasured switch
        {
            0 => words["account.corrections.none"],
            1 => words["account.corrections.one"],
            var many => words["account.corrections.text", ReportWords.Number(many)],
        };

    public string Comments(ReportContent report) =>
        report.Corrections.Decided.Count == 0
            ? words["account.comments.none"]
            : words[
                "account.comments",
                string.Join(
                    "; ",
                    report
                        .Corrections.Decided.OrderBy(c => c.Key.Kind)
                        .ThenBy(c => c.Key.Decision)
                        .Select(c =>
                            words[
                                "account.comment",
                                words[$"kind.{Slug.Of(c.Key.Kind)}"],
                                words[$"decision.{Slug.Of(c.Key.Decision)}"],
                                c.Value
                            ]
                        )
                )
            ];

    public IEnumerable<string> Open(ReportContent report) =>
        report.Corrections.Open.Select(c =>
            words[
                "account.open.item",
                PrintableText.Of(c.Organisation),
                c.Domain ?? words["all-domains"],
                words[$"kind.{Slug.Of(c.Kind)}"]
            ]
        );

    public string Profile(ReportContent report) =>
        words["account.limit.profile", words[$"profile.{report.Round.Profile}"]];

    /// <summary>Of standards whose method is another than in the former round.</summary>
    public IReadOnlyList<string> Changes(ReportContent report)
    {
        if (report.Former is not { } former)
        {
            return [words["account.changes.first"]];
        }
        var changes = MethodChanges
            .Between(former.Method, report.Round.Method)
            .Select(change =>
                (change.Before, change.After) switch
                {
                    (null, { } now) => words["account.change.new", change.Standard, now],
                    ({ } then, null) => words["account.change.gone", change.Standard, then],
                    var (then, now) => words["account.change", change.Standard, then!, now!],
                }
            )
            .ToList();
        return changes.Count == 0 ? [words["account.changes.none"]] : changes;
    }

    /// <summary>Those that readers of the figures should know; what an analyst wrote beside an erratum too.</summary>
    /// <summary>Drops are against the former round; without one there are none.</summary>
    public string? Drops(ReportContent report) =>
        report.Former is null ? null
        : report.Round.Notes.Any(note => note.Slug == RoundNotes.ConfirmNow)
            ? words["account.limit.drops-at-once"]
        : words["account.limit.drops"];

    public IReadOnlyList<string> Notes(ReportContent report)
    {
        var notes = report
            .Round.Notes.Where(note => words.Has($"note.{note.Slug}"))
            .Select(note =>
                words[$"note.{note.Slug}", ReportWords.Day(note.At)]
                + (note.Text is { Length: > 0 } text ? $" {PrintableText.Of(text)}" : string.Empty)
            )
            .ToList();
        return notes.Count == 0 ? [words["account.notes.none"]] : notes;
    }

    private string ListName(RoundRow round) =>
        round.ListName is { } list ? PrintableText.Of(list) : words["fact.list.all"];

    private string Measured(RoundRow round)
    {
        var (from, to) = (
            DutchTime.DayOf(round.StartedAt),
            DutchTime.DayOf(round.MeasuredAt ?? round.StartedAt)
        );
        return from == to && from == round.MeasuredOn
            ? words["fact.measured.one", ReportWords.Day(round.MeasuredOn)]
            : words[
                "fact.measured.from-to",
                ReportWords.Day(from),
                ReportWords.Day(to),
                ReportWords.Day(round.MeasuredOn)
            ];
    }

    private static string Joined(IReadOnlyDictionary<string, string> methods) =>
        string.Join(
            ", ",
            methods.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}: {m.Value}")
        );
}
