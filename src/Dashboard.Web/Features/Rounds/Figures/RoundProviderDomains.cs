using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Rounds.Results;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>What a domain needs to become protected, seen from one of its providers; as <see cref="ProviderImpact"/> counts.</summary>
public enum ProviderNeed
{
    /// <summary>This provider's hosts, and they alone, are not good.</summary>
    ThisProvider,
    TwoProviders,

    /// <summary>The domain itself must be signed first.</summary>
    OwnZone,

    /// <summary>The hosts of this provider are good; others are not.</summary>
    OtherProvider,
    None,

    /// <summary>Excluded: nothing is known of it.</summary>
    Excluded,
}

/// <param name="Key">Of its first organisation; null where it is nobody's.</param>
public sealed record ProviderDomain(
    DomainName Domain,
    string? Key,
    string? Organisation,
    ShownState State,
    ProviderNeed Need
);

/// <summary>The domains of a provider in a round, those first that it can help.</summary>
internal sealed class RoundProviderDomains(IDbContextFactory<DashboardDb> database)
{
    public async Task<IReadOnlyList<ProviderDomain>> FindAsync(
        RoundRow round,
        string provider,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var stored = await StoredRound.ReadAsync(
            db,
            round.Id,
            round.Edition,
            new RoundFilter(Provider: provider),
            cancellation
        );
        return
        [
            .. stored
                .Results.Select(result =>
                {
                    var organisation = result.Row.Organisation is { } number
                        ? stored.Value(number)
                        : null;
                    return new ProviderDomain(
                        result.Domain,
                        organisation?.Key,
                        organisation?.Name,
                        RoundSummaries.Shown(
                            result.Row.Status,
                            result.Row.ConnectionType,
                            result.Row.Hindrance
                        ),
                        NeedOf(stored, result.Row, provider)
                    );
                })
                .OrderBy(d => d.Need),
        ];
    }

    private static ProviderNeed NeedOf(StoredRound stored, RoundResultRow row, string provider)
    {
        if (
            row.OutcomeOf(FigureStandard.Dane) is not { } code
            || StandardOutcomes.FromCode(code).In(AdoptionView.Strict) is not { } outcome
            || !outcome.IsMeasured
        )
        {
            return ProviderNeed.Excluded;
        }
        if (outcome.As == CountedAs.Passed)
        {
            return ProviderNeed.None;
        }
        if (!row.Flags.HasFlag(ResultFlags.OwnZoneSecure))
        {
            return ProviderNeed.OwnZone;
        }
        var failing = (row.FailingProviders ?? []).Select(n => stored.Value(n).Key).ToList();
        return failing.Contains(provider)
            ? failing.Count == 1
                ? ProviderNeed.ThisProvider
                : ProviderNeed.TwoProviders
            : ProviderNeed.OtherProvider;
    }
}
