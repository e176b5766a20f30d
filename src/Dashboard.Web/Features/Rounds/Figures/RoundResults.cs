using System.Text.Json.Serialization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <param name="Why">Of a view that is excluded.</param>
internal sealed record ResultOutcome(
    StandardOutcome Forum,
    StandardOutcome Strict,
    ExclusionReason? Why
);

/// <summary>The result of a domain as commands, API and exports give it.</summary>
/// <param name="Layer">Each layer it counts at.</param>
/// <param name="Provider">Each provider of its MX hosts.</param>
internal sealed record ResultItem(
    string Domain,
    IReadOnlyList<string> Organisations,
    IReadOnlyList<string> Layer,
    IReadOnlyList<string> Provider,
    DomainStatus Status,
    Delivery Delivery,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] ConnectionType? ConnectionType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        ConnectionType? AttackerConnectionType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason,
    bool Corrected,
    IReadOnlyDictionary<string, ResultOutcome> Standards
);

internal sealed class RoundResults(IDbContextFactory<DashboardDb> database)
{
    /// <summary>Of the edition that counts, by name.</summary>
    public async Task<IReadOnlyList<ResultItem>> AllAsync(
        RoundRow round,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var stored = await StoredRound.ReadAsync(db, round.Id, round.Edition, cancellation);
        return [.. stored.Results.Select(r => Item(stored, r))];
    }

    internal static ResultItem Item(StoredRound stored, StoredResult result)
    {
        var row = result.Row;
        return new(
            result.Domain.Value,
            Keys(AdoptionDimension.Organisation),
            Keys(AdoptionDimension.Layer),
            Keys(AdoptionDimension.Provider),
            (DomainStatus)row.Status,
            (Delivery)row.Delivery,
            (ConnectionType?)row.ConnectionType,
            (ConnectionType?)row.AttackerConnectionType,
            stored.Word(row.Reason),
            row.Flags.HasFlag(ResultFlags.Corrected),
            ResultRows
                .Outcomes(row)
                .OrderBy(o => o.Key)
                .ToDictionary(
                    o => Slug.Of(o.Key),
                    o => new ResultOutcome(o.Value.Forum, o.Value.Strict, o.Value.Why)
                )
        );

        IReadOnlyList<string> Keys(AdoptionDimension dimension) =>
            [.. stored.Numbers(row, dimension).Select(n => stored.Value(n).Key)];
    }
}
