namespace Dashboard.Core.Adoption;

/// <summary>
/// Mail between two sets of different organisations, by ordered pairs of sender and receiver. A pair is <em>not</em> protected where
/// the sender does not enforce DANE or no domain of the receiver is protected, before it is <em>unknown</em>.
/// </summary>
/// <param name="ProvenSum">The sum of the receivers' weights over pairs with a sender that enforces.</param>
/// <param name="PossibleSum">The same if every unknown sender enforced and every unmeasured receiver were protected.</param>
/// <param name="TestedPairs">Sender tested and receiver measured.</param>
public sealed record MailFlow(
    long Protected,
    long Partly,
    long Not,
    long Unknown,
    Rational ProvenSum,
    Rational PossibleSum,
    long TestedPairs
)
{
    public static MailFlow None { get; } = new(0, 0, 0, 0, Rational.Zero, Rational.Zero, 0);

    public long Pairs => Protected + Partly + Not + Unknown;

    /// <summary>The headline: of all pairs, in per cent; null without pairs.</summary>
    public decimal? Proven => PercentageOf(ProvenSum, Pairs);

    public decimal? Possible => PercentageOf(PossibleSum, Pairs);

    public decimal? AmongTested => PercentageOf(ProvenSum, TestedPairs);

    public static MailFlow operator +(MailFlow left, MailFlow right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(
            left.Protected + right.Protected,
            left.Partly + right.Partly,
            left.Not + right.Not,
            left.Unknown + right.Unknown,
            left.ProvenSum + right.ProvenSum,
            left.PossibleSum + right.PossibleSum,
            left.TestedPairs + right.TestedPairs
        );
    }

    public static MailFlow Add(MailFlow left, MailFlow right) => left + right;

    private static decimal? PercentageOf(Rational sum, long pairs) =>
        pairs == 0 ? null : (sum / new Rational(pairs, 1)).ToPercentage();
}

/// <summary>Mail from the organisations of one layer to those of another.</summary>
public sealed record MailFlowCell(string Sender, string Receiver, MailFlow Flow);

/// <summary>Mail between all layers, from sums of each layer: never by pairs of organisations.</summary>
public sealed record MailFlowMatrix(MailFlow All, IReadOnlyList<MailFlowCell> Cells)
{
    public static MailFlowMatrix Of(IEnumerable<OrganisationState> organisations)
    {
        ArgumentNullException.ThrowIfNull(organisations);
        var layers = organisations
            .GroupBy(o => o.Layer, StringComparer.Ordinal)
            .OrderBy(layer => layer.Key, StringComparer.Ordinal)
            .Select(layer => (layer.Key, Sums: LayerSums.Of(layer)))
            .ToList();
        var cells = layers
            .SelectMany(
                _ => layers,
                (from, to) =>
                    new MailFlowCell(
                        from.Key,
                        to.Key,
                        LayerSums.Flow(from.Sums, to.Sums, same: from.Key == to.Key)
                    )
            )
            .ToList();
        return new(cells.Aggregate(MailFlow.None, (all, cell) => all + cell.Flow), cells);
    }
}
