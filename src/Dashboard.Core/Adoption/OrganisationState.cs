namespace Dashboard.Core.Adoption;

/// <summary>An organisation in a round, as receiver and as sender; a part counts as its ancestor that has a layer.</summary>
/// <param name="Protected">Measured domains that pass DANE in the strict view.</param>
/// <param name="Measured">0 where none of its domains could be measured.</param>
public sealed record OrganisationState(
    string Key,
    string Layer,
    SendingState Sending,
    int Protected,
    int Measured
)
{
    /// <summary>All its measured domains pass.</summary>
    public bool IsProtected => Measured > 0 && Protected == Measured;

    /// <summary>How much of its mail arrives protected: 0 to 1; null where nothing was measured.</summary>
    public Rational? Weight => Measured == 0 ? null : new Rational(Protected, Measured);

    /// <summary>Organisations that are protected, of those with a measured domain.</summary>
    public static Share ProtectedOf(IEnumerable<OrganisationState> organisations)
    {
        ArgumentNullException.ThrowIfNull(organisations);
        var (passed, measured) = (0, 0);
        foreach (var organisation in organisations)
        {
            passed += organisation.IsProtected ? 1 : 0;
            measured += organisation.Measured > 0 ? 1 : 0;
        }
        return new(passed, measured);
    }
}

/// <summary>DANE when sending: organisations that enforce, of those tested; the rest is outside the denominator.</summary>
/// <param name="Organisations">On the list: the coverage is tested of these.</param>
/// <param name="Explained">Of those that do not enforce.</param>
public sealed record OutboundFigure(
    string? Layer,
    int Enforces,
    int DoesNot,
    int Organisations,
    int Explained
)
{
    public Share Share => new(Enforces, Enforces + DoesNot);

    public Share Coverage => new(Enforces + DoesNot, Organisations);

    /// <summary>In all first, then by layer.</summary>
    /// <param name="explained">Keys of those with an explanation of their sending that was valid on the measuring date.</param>
    public static IReadOnlyList<OutboundFigure> Of(
        IReadOnlyCollection<OrganisationState> organisations,
        IReadOnlySet<string> explained
    )
    {
        ArgumentNullException.ThrowIfNull(organisations);
        ArgumentNullException.ThrowIfNull(explained);
        return
        [
            Of(null, organisations, explained),
            .. organisations
                .GroupBy(o => o.Layer, StringComparer.Ordinal)
                .OrderBy(layer => layer.Key, StringComparer.Ordinal)
                .Select(layer => Of(layer.Key, [.. layer], explained)),
        ];
    }

    private static OutboundFigure Of(
        string? layer,
        IReadOnlyCollection<OrganisationState> organisations,
        IReadOnlySet<string> explained
    ) =>
        new(
            layer,
            organisations.Count(o => o.Sending == SendingState.Enforces),
            organisations.Count(o => o.Sending == SendingState.DoesNot),
            organisations.Count,
            organisations.Count(o => o.Sending == SendingState.DoesNot && explained.Contains(o.Key))
        );
}
