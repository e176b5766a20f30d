using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Tests.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Exports;

/// <summary>
/// The two rounds of the worked example as measured rounds are stored, without measuring: for what is read from results and figures.
/// That measuring comes to the same is the business of <see cref="WorkedExampleRoundsTests"/>.
/// </summary>
internal static class StoredExample
{
    /// <summary>Of the explanation in the example: what a sheet could take for a formula.</summary>
    public const string HostileText = "=HYPERLINK(\"https://elsewhere.example\";\"klik\")";

    /// <summary>Of DANE, where it fails.</summary>
    public const string Reason = "mx-insecure";

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly FigureStandard[] Letters =
    [
        FigureStandard.StartTls,
        FigureStandard.Dane,
        FigureStandard.DnssecDomain,
    ];

    /// <summary>Both rounds, published or in their correction period.</summary>
    /// <returns>The numbers of the first and the second.</returns>
    public static async Task<(int First, int Second)> AddAsync(
        DashboardDb db,
        RoundState state,
        CancellationToken cancellation
    )
    {
        db.Add(
            new ExplanationRow
            {
                OrganisationKey = "O3",
                Standard = FigureStandard.Dane,
                Domain = "d7.example",
                Text = HostileText,
                AuthorRole = "gemeentesecretaris",
                CreatedAt = Start.AddDays(-1),
                ValidFrom = new(2026, 1, 1),
                ValidUntil = new(2026, 12, 31),
            }
        );
        await db.SaveChangesAsync(cancellation);
        return (
            await AddAsync(db, "round1", Start, RoundState.Published, former: null, cancellation),
            await AddAsync(db, "round2", Start.AddMonths(6), state, former: 1, cancellation)
        );
    }

    private static async Task<int> AddAsync(
        DashboardDb db,
        string name,
        DateTimeOffset start,
        RoundState state,
        int? former,
        CancellationToken cancellation
    )
    {
        var domains = ExampleRegister
            .Example.GetProperty("domains")
            .EnumerateArray()
            .Where(d => d.GetProperty(name).ValueKind != JsonValueKind.Null)
            .ToList();
        var round = new RoundRow
        {
            Name = name,
            Kind = RoundKind.Measurement,
            State = RoundState.Correction,
            ListHash = new string('a', 64),
            Domains = domains.Count,
            Profile = "dane",
            Method = new(
                new Dictionary<string, string> { ["dane"] = "inbound-2" },
                new Dictionary<string, string> { ["Smtp:Port"] = "25" }
            ),
            FormerRoundId = former,
            StartedAt = start,
            MeasuredOn = DateOnly.FromDateTime(start.Date),
            MeasuredAt = start.AddHours(2),
        };
        db.Add(round);
        await db.SaveChangesAsync(cancellation);
        var organisations = ExampleRegister
            .Example.GetProperty("organisations")
            .EnumerateArray()
            .ToList();
        var numbers = await db.NumberAsync(
            AdoptionDimension.Organisation,
            organisations.Select(o => Value(o.GetProperty("id").GetString()!)),
            cancellation
        );
        var layers = await db.NumberAsync(
            AdoptionDimension.Layer,
            organisations.Select(o => Value(o.GetProperty("layer").GetString()!)),
            cancellation
        );
        var providers = await db.NumberAsync(
            AdoptionDimension.Provider,
            domains
                .Where(d => d.GetProperty("provider").ValueKind != JsonValueKind.Null)
                .Select(d => Value(d.GetProperty("provider").GetString()!)),
            cancellation
        );
        var names = await db.NumberDomainsAsync(domains.Select(NameOf), cancellation);
        foreach (var organisation in organisations)
        {
            Slug.TryParse<SendingState>(
                    organisation.GetProperty("sending").GetString(),
                    out var sending
                )
                .ShouldBeTrue();
            var self = numbers[organisation.GetProperty("id").GetString()!];
            db.Add(
                new RoundOrganisationRow
                {
                    RoundId = round.Id,
                    Organisation = self,
                    Layer = layers[organisation.GetProperty("layer").GetString()!],
                    Sending = sending,
                    SendingTested = sending == SendingState.Unknown ? 0 : 1,
                    SendingDomains = 1,
                    SendingTestedAt = sending == SendingState.Unknown ? null : start.AddDays(-30),
                    SendingKind = sending == SendingState.Unknown ? null : "basic",
                    Parts = [self],
                }
            );
        }
        await db.SaveChangesAsync(cancellation);
        var layerOf = organisations.ToDictionary(
            o => o.GetProperty("id").GetString()!,
            o => layers[o.GetProperty("layer").GetString()!]
        );
        var words = await db.NumberWordsAsync(["nowhere", "everywhere", Reason], cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        await ResultRows.AddAsync(
            db,
            [
                .. domains.Select(d =>
                    Result(round, d, name, names, numbers, layerOf, providers, words)
                ),
            ],
            cancellation
        );
        await FiguresWriter.WriteAsync(db, round, round.Edition, cancellation);
        var stored = await db.Set<RoundRow>().SingleAsync(r => r.Id == round.Id, cancellation);
        stored.State = state;
        stored.PublishedAt = state == RoundState.Published ? start.AddDays(30) : null;
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        return round.Id;
    }

    private static RoundResultRow Result(
        RoundRow round,
        JsonElement domain,
        string name,
        IReadOnlyDictionary<string, int> names,
        IReadOnlyDictionary<string, int> organisations,
        Dictionary<string, int> layers,
        IReadOnlyDictionary<string, int> providers,
        IReadOnlyDictionary<string, short> words
    )
    {
        var forum = domain.GetProperty(name).GetProperty("forum").GetString()!;
        var strict = domain.GetProperty(name).GetProperty("strict").GetString()!;
        var outcomes = Letters
            .Select((standard, i) => (standard, Of(forum[i], strict[i], domain)))
            .ToDictionary(o => o.standard, o => o.Item2);
        var organisation = domain.GetProperty("organisation").GetString()!;
        int? provider = domain.GetProperty("provider").GetString() is { } known
            ? providers[known]
            : null;
        var ownZone = ExampleRegister
            .Example.GetProperty("ownZoneUnsigned")
            .EnumerateArray()
            .All(unsigned => unsigned.GetString() != domain.GetProperty("id").GetString());
        return new RoundResultRow
        {
            RoundId = round.Id,
            DomainId = names[NameOf(domain)],
            Version = 1,
            Edition = 1,
            Wave = 1,
            MeasuredAt = round.StartedAt.AddHours(1),
            Organisation = organisations[organisation],
            Layer = layers[organisation],
            Provider = provider,
            FailingProviders = strict[1] == 'F' && ownZone ? [provider!.Value] : null,
            Status = (short)(
                strict[1] switch
                {
                    'P' => DomainStatus.Protected,
                    'F' => DomainStatus.Failed,
                    _ => DomainStatus.NoMail,
                }
            ),
            Delivery = (short)(strict[1] == 'P' ? Delivery.Dane : Delivery.Tls),
            ConnectionType = strict[1] == 'X' ? null : (short)(strict[1] == 'P' ? 3 : 2),
            AttackerConnectionType = strict[1] == 'X' ? null : (short)(strict[1] == 'P' ? 3 : 1),
            Flags = ownZone ? ResultFlags.OwnZoneSecure : ResultFlags.None,
            Reason = strict[1] == 'F' ? words[Reason] : null,
            Statuses = strict[0] is 'P' or 'F'
                ? [words[strict[0] == 'P' ? "everywhere" : "nowhere"]]
                : null,
            Explained = 0,
            Outcomes = ResultRows.Codes(
                new Dictionary<FigureStandard, StandardOutcomes>(outcomes)
                {
                    [FigureStandard.DnssecMx] = outcomes[FigureStandard.DnssecDomain],
                }
            ),
        };
    }

    private static StandardOutcomes Of(char forum, char strict, JsonElement domain) =>
        new(
            Of(forum),
            Of(strict),
            forum != 'X' && strict != 'X' ? null
                : domain.GetProperty("provider").ValueKind == JsonValueKind.Null
                    ? ExclusionReason.NoMail
                : ExclusionReason.Unreachable
        );

    private static StandardOutcome Of(char letter) =>
        letter switch
        {
            'P' => StandardOutcome.Passed,
            'F' => StandardOutcome.Failed,
            _ => StandardOutcome.Excluded,
        };

    private static string NameOf(JsonElement domain) =>
        domain.GetProperty("id").GetString() + ".example";

    private static ListedValue Value(string key) => new(key, key);
}
