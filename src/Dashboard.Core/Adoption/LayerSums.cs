namespace Dashboard.Core.Adoption;

/// <summary>
/// What mail flow needs to know of the organisations of a layer: how many there are of each sending state and receiving class, and
/// the weights of each state.
/// </summary>
internal sealed class LayerSums
{
    private enum InboundClass
    {
        Unmeasured,
        Nothing,
        Partly,
        Wholly,
    }

    private readonly Dictionary<(SendingState, InboundClass), long> counts = [];
    private readonly Dictionary<SendingState, Rational> weights = [];

    public static LayerSums Of(IEnumerable<OrganisationState> organisations)
    {
        var sums = new LayerSums();
        foreach (var organisation in organisations)
        {
            var key = (organisation.Sending, ClassOf(organisation));
            sums.counts[key] = sums.counts.GetValueOrDefault(key) + 1;
            sums.weights[organisation.Sending] =
                sums.weights.GetValueOrDefault(organisation.Sending)
                + (organisation.Weight ?? Rational.Zero);
        }
        return sums;
    }

    /// <param name="same">The layer to itself: an organisation is no pair with itself.</param>
    public static MailFlow Flow(LayerSums from, LayerSums to, bool same)
    {
        var flow = MailFlow.None;
        foreach (var sender in Enum.GetValues<SendingState>())
        {
            foreach (var receiver in Enum.GetValues<InboundClass>())
            {
                var pairs =
                    from.Senders(sender) * to.Receivers(receiver)
                    - (same ? from.Count(sender, receiver) : 0);
                flow += ByClass(sender, receiver, pairs);
            }
        }
        var mayEnforce = new[] { SendingState.Enforces, SendingState.Unknown };
        return flow with
        {
            ProvenSum = Sum(from, to, same, [SendingState.Enforces], unmeasured: false),
            PossibleSum = Sum(from, to, same, mayEnforce, unmeasured: true),
        };
    }

    private static MailFlow ByClass(SendingState sender, InboundClass receiver, long pairs)
    {
        var tested = sender != SendingState.Unknown && receiver != InboundClass.Unmeasured;
        var flow = MailFlow.None with { TestedPairs = tested ? pairs : 0 };
        return (sender, receiver) switch
        {
            (SendingState.DoesNot, _) or (_, InboundClass.Nothing) => flow with { Not = pairs },
            (SendingState.Unknown, _) or (_, InboundClass.Unmeasured) => flow with
            {
                Unknown = pairs,
            },
            (_, InboundClass.Wholly) => flow with { Protected = pairs },
            _ => flow with { Partly = pairs },
        };
    }

    /// <summary>Senders × weights, less the pairs of an organisation with itself.</summary>
    private static Rational Sum(
        LayerSums from,
        LayerSums to,
        bool same,
        SendingState[] senders,
        bool unmeasured
    )
    {
        var all = Enum.GetValues<SendingState>();
        var sum = new Rational(senders.Sum(from.Senders), 1) * to.Weight(all, unmeasured);
        return same ? sum - to.Weight(senders, unmeasured) : sum;
    }

    private Rational Weight(SendingState[] states, bool unmeasured) =>
        states.Aggregate(
            Rational.Zero,
            (sum, state) =>
                sum
                + weights.GetValueOrDefault(state)
                + new Rational(unmeasured ? Count(state, InboundClass.Unmeasured) : 0, 1)
        );

    private long Count(SendingState sender, InboundClass receiver) =>
        counts.GetValueOrDefault((sender, receiver));

    private long Senders(SendingState state) =>
        Enum.GetValues<InboundClass>().Sum(receiver => Count(state, receiver));

    private long Receivers(InboundClass receiver) =>
        Enum.GetValues<SendingState>().Sum(state => Count(state, receiver));

    private static InboundClass ClassOf(OrganisationState organisation) =>
        organisation switch
        {
            { Measured: 0 } => InboundClass.Unmeasured,
            { Protected: 0 } => InboundClass.Nothing,
            { IsProtected: true } => InboundClass.Wholly,
            _ => InboundClass.Partly,
        };
}
