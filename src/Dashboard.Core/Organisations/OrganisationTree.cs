namespace Dashboard.Core.Organisations;

/// <summary>What an organisation itself says, for <see cref="OrganisationTree"/>.</summary>
/// <param name="Id">Of any kind that names it among its fellows.</param>
/// <param name="OwnLayer">Null for a part, which is in the layer of an ancestor.</param>
/// <param name="IsMinistry">Whether it is a ministry itself.</param>
/// <param name="Ministry">The ministry that the register names for it.</param>
public sealed record TreeOrganisation<TId>(
    TId Id,
    TId? Parent,
    string? OwnLayer,
    bool IsMinistry,
    TId? Ministry,
    string? Province,
    DateOnly? EndsOn
)
    where TId : struct;

/// <summary>What holds for an organisation when its ancestors are counted in.</summary>
/// <param name="CountsAt">Itself, or for a part the nearest ancestor that has a layer.</param>
/// <param name="EndsOn">The earliest of its own and its ancestors': a part ends with the whole.</param>
public sealed record OrganisationStanding<TId>(
    TId CountsAt,
    string Layer,
    TId? Ministry,
    string? Province,
    DateOnly? EndsOn
)
    where TId : struct;

/// <summary>
/// What organisations have from their ancestors (registers.md, cases 5 and 8 and "Settled readings"): layer, ministry, province
/// and end.
/// </summary>
public static class OrganisationTree
{
    /// <summary>Deeper than any register; a circle of parents ends here too.</summary>
    private const int Deepest = 64;

    public static Dictionary<TId, OrganisationStanding<TId>> Resolve<TId>(
        IReadOnlyDictionary<TId, TreeOrganisation<TId>> organisations
    )
        where TId : struct
    {
        ArgumentNullException.ThrowIfNull(organisations);
        return organisations.Values.ToDictionary(
            organisation => organisation.Id,
            organisation => Of(organisation, organisations)
        );
    }

    private static OrganisationStanding<TId> Of<TId>(
        TreeOrganisation<TId> organisation,
        IReadOnlyDictionary<TId, TreeOrganisation<TId>> organisations
    )
        where TId : struct
    {
        var countsAt = organisation;
        var ministry = MinistryOf(organisation);
        var province = organisation.Province;
        var endsOn = organisation.EndsOn;
        var at = organisation;
        for (var depth = 0; depth < Deepest; depth++)
        {
            if (at.Parent is not { } parent || !organisations.TryGetValue(parent, out var next))
            {
                break;
            }
            at = next;
            countsAt = countsAt.OwnLayer is null ? at : countsAt;
            ministry ??= MinistryOf(at);
            province ??= at.Province;
            endsOn = Earlier(endsOn, at.EndsOn);
        }
        // Without an ancestor that has a layer a part counts for itself.
        return countsAt.OwnLayer is { } layer
            ? new(countsAt.Id, layer, ministry, province, endsOn)
            : new(organisation.Id, Layers.SemiPubliek, ministry, province, endsOn);
    }

    private static TId? MinistryOf<TId>(TreeOrganisation<TId> organisation)
        where TId : struct => organisation.IsMinistry ? organisation.Id : organisation.Ministry;

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) =>
        one is null || other < one ? other : one;
}
