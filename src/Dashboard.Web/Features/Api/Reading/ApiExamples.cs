using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Core.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>Answers of an invented round, for the description of the API.</summary>
internal static class ApiExamples
{
    private const string Municipality = "00000002";

    public static RoundResource Round { get; } =
        new(
            2,
            "Meting najaar 2026",
            RoundState.Published,
            new(2026, 9, 1),
            new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero),
            11,
            new string('0', 64),
            "round",
            1
        );

    public static IReadOnlyList<AgreementItem> Agreements { get; } =
    [
        new("mail-transport", AdoptionView.Strict, 73.3m, new(5, 10)),
        new("mail-transport", AdoptionView.Forum, 78.5m, new(5, 9)),
    ];

    public static RoundSummaryItem Summary { get; } =
        new(
            Round.Id,
            Round.Name,
            Round.State,
            Round.MeasuredOn,
            Round.ListHash,
            Round.Edition,
            new(2, 5),
            Agreements,
            new(
                new Dictionary<string, string> { ["dane"] = "inbound-2" },
                new Dictionary<string, string> { ["TlsNcsc:Methods"] = "ncsc-2025" }
            ),
            [new(new(2026, 10, 20, 8, 0, 0, TimeSpan.Zero), "closed-early", "analyst")]
        );

    public static IReadOnlyList<object> Figures { get; } =
    [
        new FigureItem(
            FigureStandard.Dane,
            AdoptionView.Strict,
            AdoptionDimension.All,
            null,
            null,
            5,
            5,
            new Dictionary<string, int> { ["no-mail"] = 1 },
            1,
            50.0m
        ),
        new StatusItem(FigureStandard.MtaSts, "sts-enforced", AdoptionDimension.All, null, 3),
    ];

    public static ChangesReport Changes { get; } =
        new(
            2,
            1,
            1,
            new Dictionary<string, IReadOnlyDictionary<string, FullChange>>
            {
                ["dane"] = new Dictionary<string, FullChange>
                {
                    ["forum"] = new(55.6m, 66.7m, 11.1m, new(5, 9), new(6, 9)),
                },
            },
            new Dictionary<string, IReadOnlyDictionary<string, CohortChange>>
            {
                ["dane"] = new Dictionary<string, CohortChange>
                {
                    ["forum"] = new(7, 57.1m, 71.4m, 14.3m, 4, 5),
                },
            },
            [
                new("d12.example", null, null, OutcomeChange.Entered, Corrected: false),
                new(
                    "d2.example",
                    FigureStandard.Dane,
                    AdoptionView.Forum,
                    OutcomeChange.Improved,
                    Corrected: false
                ),
            ],
            [new("spf", "spf-1", "spf-2")]
        );

    public static RoundStatus Status { get; } =
        new(
            Round.Id,
            Round.Name,
            Round.State,
            12,
            12,
            14,
            31,
            new Dictionary<string, int> { ["connect-timed-out"] = 1 }
        );

    public static MailFlowReport MailFlow { get; } =
        new(
            new(2, 2, 10, 6, 16.7m, 43.3m, 27.8m, 3.3333m, 8.6667m, 12, 20),
            [new("rijk", "waterschap", new(1, 0, 0, 0, 100.0m, 100.0m, 100.0m, 1m, 1m, 1, 1))]
        );

    public static IReadOnlyList<ProviderItem> Providers { get; } =
    [new("aanbieder.example", 3, 1, 2, 0, 0)];

    public static IReadOnlyList<ResultItem> Results { get; } =
    [
        new(
            "d1.example",
            [Municipality],
            ["gemeente"],
            ["aanbieder.example"],
            DomainStatus.Protected,
            Delivery.Dane,
            ConnectionType.EncryptedAndVerified,
            ConnectionType.EncryptedAndVerified,
            null,
            Corrected: false,
            new Dictionary<string, ResultOutcome>
            {
                ["dane"] = new(StandardOutcome.Passed, StandardOutcome.Passed, null),
            }
        ),
    ];

    public static IReadOnlyList<DomainResource> Domains { get; } =
    [new("d1.example", [Municipality])];

    public static DomainDetail DomainDetail { get; } =
        new(
            "d1.example",
            [Municipality],
            [
                new(
                    "abcdefghijklmnopqrstuvwxyz",
                    new(2026, 11, 28, 10, 0, 0, TimeSpan.Zero),
                    DomainStatus.Protected,
                    Delivery.Dane,
                    ConnectionType.EncryptedAndVerified,
                    "inbound-2"
                ),
            ],
            [new(Round.Id, Round.MeasuredOn, Results[0])]
        );

    public static IReadOnlyList<ExportResource> Exports { get; } =
    [
        new(ExportFormat.Ods, null, "en", "/rounds/2/exports/ods?language=en"),
        new(ExportFormat.Csv, "adoption", "en", "/rounds/2/exports/csv/en/adoption.csv"),
    ];

    public static IReadOnlyList<RoundOrganisationItem> RoundOrganisations { get; } =
    [
        new(
            Municipality,
            "Gemeente Proefdam",
            "gemeente",
            "gemeente",
            SendingState.Enforces,
            1,
            2,
            new(2026, 8, 1, 10, 0, 0, TimeSpan.Zero),
            "full",
            2,
            3
        ),
    ];

    public static IReadOnlyList<RoundExplanationItem> RoundExplanations { get; } =
    [
        new(
            7,
            Municipality,
            "Gemeente Proefdam",
            FigureStandard.Dane,
            "d7.example",
            "De leverancier levert DANE in het voorjaar.",
            "gemeentesecretaris",
            new(2026, 1, 1),
            new(2026, 12, 31)
        ),
    ];

    public static OrganisationResource Organisation { get; } =
        new(
            Municipality,
            "Gemeente Proefdam",
            Municipality,
            "gm0000",
            "00000001001234567000",
            ["Proefdam"],
            OrganisationKind.Organisation,
            "gemeente",
            "pv00",
            null,
            null,
            null,
            null
        );

    public static OrganisationDetail OrganisationDetail { get; } =
        Reading.OrganisationDetail.Of(Organisation, "proefdam.example", ["proefdam.example"]);

    public static IReadOnlyList<ExplanationResource> Explanations { get; } =
    [
        new(
            7,
            Municipality,
            FigureStandard.Dane,
            "d7.example",
            "De leverancier levert DANE in het voorjaar.",
            "gemeentesecretaris",
            new(2026, 1, 1),
            new(2026, 12, 31),
            new(2025, 12, 20, 9, 0, 0, TimeSpan.Zero),
            null,
            null
        ),
    ];
}
