using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Reports;

/// <summary>The sentences of the report: templates filled with figures, no causes and no adjectives.</summary>
internal sealed class ReportSentences(ReportWords words)
{
    /// <summary>What is measured, how it was, how it moved, what is left out, and how Forum counts where that differs.</summary>
    public IReadOnlyList<string> Figure(ReportContent report, FigureStandard standard)
    {
        if (report.Figure(standard) is not { } figure)
        {
            return [words["not-measured.one", words.Standard(standard)]];
        }
        return
        [
            Counted(figure),
            .. Former(report.Delta(standard)),
            Excluded(figure),
            .. Forum(report, figure),
        ];
    }

    private string Counted(FigureItem figure)
    {
        var key = figure.Standard switch
        {
            FigureStandard.Dane => "dane",
            FigureStandard.StartTls => "starttls",
            _ => "standard",
        };
        return figure.Percentage is { } percentage
            ? words[
                $"sentence.{key}",
                ReportWords.Number(figure.Share.Measured),
                words.Percentage(percentage),
                ReportWords.Number(figure.Passed),
                words.Standard(figure.Standard)
            ]
            : words[
                "sentence.few",
                ReportWords.Number(figure.Share.Measured),
                ReportWords.Number(figure.Passed),
                words.Standard(figure.Standard)
            ];
    }

    private IEnumerable<string> Former(FigureDelta? delta)
    {
        if (delta is null)
        {
            yield return words["sentence.first"];
            yield break;
        }
        yield return words["sentence.former", words.Share(delta.Before)];
        yield return words[
            "sentence.cohort",
            ReportWords.Number(delta.CohortAfter.Measured),
            words.Share(delta.CohortBefore),
            words.Share(delta.CohortAfter)
        ];
        if (delta.DeltaPp is not null || delta.CohortDeltaPp is not null)
        {
            yield return words[
                $"trend.{Slug.Of(Trends.Of(delta.DeltaPp, delta.CohortDeltaPp))}",
                words.Points(delta.DeltaPp),
                words.Points(delta.CohortDeltaPp)
            ];
        }
    }

    private string Excluded(FigureItem figure) =>
        (figure.Excluded.Values.Sum(), words.Excluded(figure.Excluded)) switch
        {
            (_, null) => words["sentence.excluded.none"],
            (1, var why) => words["sentence.excluded.one", why],
            (var count, var why) => words["sentence.excluded", ReportWords.Number(count), why],
        };

    private IEnumerable<string> Forum(ReportContent report, FigureItem strict)
    {
        if (
            report.Figure(strict.Standard, AdoptionView.Forum) is { } forum
            && forum.Share != strict.Share
        )
        {
            yield return words.Excluded(forum.Excluded) is { } excluded
                ? words["sentence.forum.excluded", words.Share(forum.Share), excluded]
                : words["sentence.forum", words.Share(forum.Share)];
        }
    }

    public IReadOnlyList<string> Sending(ReportContent report)
    {
        if (report.Figure(FigureStandard.DaneSending) is not { Coverage: { } coverage } figure)
        {
            return [words["sentence.sending.nobody"]];
        }
        if (coverage.Tested == 0)
        {
            return
            [
                words["sentence.sending.none", ReportWords.Number(coverage.Organisations)],
                .. FormerSending(report),
            ];
        }
        return
        [
            words[
                "sentence.sending",
                ReportWords.Number(coverage.Tested),
                ReportWords.Number(coverage.Organisations),
                ReportWords.Number(figure.Passed),
                words.Share(figure.Share)
            ],
            .. FormerSending(report),
        ];
    }

    private IEnumerable<string> FormerSending(ReportContent report)
    {
        if (report.Delta(FigureStandard.DaneSending) is { } delta)
        {
            yield return words["sentence.former", words.Share(delta.Before)];
            yield return words[
                "sentence.cohort.organisations",
                ReportWords.Number(delta.CohortAfter.Measured),
                words.Share(delta.CohortBefore),
                words.Share(delta.CohortAfter)
            ];
        }
    }

    public string MailFlow(MailFlowReport flow) =>
        flow.All.Pairs == 0
            ? words["sentence.flow.none"]
            : words[
                "sentence.flow",
                words.Percentage(flow.All.Proven),
                ReportWords.Number(flow.All.Pairs),
                words.Percentage(flow.All.Possible),
                words.Percentage(flow.All.AmongTested)
            ];

    public string Provider(ProviderItem provider)
    {
        var key =
            (provider.Provider == MailProvider.Own ? "sentence.provider.own" : "sentence.provider")
            + (provider.WouldBecomeProtected == 1 ? ".one" : string.Empty);
        var sentence = words[
            key,
            words.Provider(provider.Provider),
            ReportWords.Number(provider.WouldBecomeProtected)
        ];
        return provider.OwnZoneFirst switch
        {
            0 => sentence,
            1 => $"{sentence} {words["sentence.provider.zone.one"]}",
            var more => $"{sentence} {words["sentence.provider.zone", ReportWords.Number(more)]}",
        };
    }

    /// <param name="domains">Of the list; those that were not measured on every standard count for none.</param>
    public string Agreement(AgreementItem agreement, int domains) =>
        words[
            "sentence.agreement",
            words[$"agreement.{agreement.Agreement}"],
            words.Percentage(agreement.Mean),
            words.Share(agreement.MeetsAll),
            words.View(agreement.View),
            ReportWords.Number(domains - agreement.MeetsAll.Measured)
        ];

    public string OrganisationsProtected(Core.Adoption.Share share) =>
        words["sentence.organisations", words.Share(share)];

    /// <summary>Of domains that are on both lists, and of the lists themselves.</summary>
    public string Changes(FigureDelta delta) =>
        words[
            "sentence.changes",
            Of(delta, OutcomeChange.Improved),
            Of(delta, OutcomeChange.Regressed),
            Of(delta, OutcomeChange.BecameExcluded),
            Of(delta, OutcomeChange.BecameMeasurable),
            Of(delta, OutcomeChange.Entered),
            Of(delta, OutcomeChange.Left),
            words.Standard(delta.Standard)
        ];

    public IEnumerable<string> Explained(ReportContent report) =>
        report
            .Figures.Where(f => f is { View: AdoptionView.Strict, Explained: > 0 })
            .Select(f =>
                words[
                    "sentence.explained",
                    words.Standard(f.Standard),
                    words.Share(f.Share),
                    words.Share(new(f.Passed + f.Explained, f.Share.Measured)),
                    ReportWords.Number(f.Explained)
                ]
            );

    /// <summary>Null where every standard that we know was measured.</summary>
    public string? NotMeasured(ReportContent report) =>
        report.NotMeasured is { Count: > 0 } missing
            ? words["not-measured", string.Join(", ", missing.Select(words.Standard))]
            : null;

    private static string Of(FigureDelta delta, OutcomeChange change) =>
        ReportWords.Number(delta.Changes.GetValueOrDefault(change));
}
