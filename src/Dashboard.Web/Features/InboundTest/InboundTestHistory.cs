namespace Dashboard.Web.Features.InboundTest;

/// <summary>Makes the list of former tests.</summary>
internal static class InboundTestHistory
{
    public static InboundTestSummary Summary(Data.InboundTest test, Data.InboundTest? before)
    {
        var (verdict, observation) = Evidence(test);
        IReadOnlyList<InboundTestChange> changes = [];
        if (before is not null)
        {
            var (oldVerdict, oldObservation) = Evidence(before);
            changes = InboundTestComparison.Between(
                oldVerdict,
                oldObservation,
                verdict,
                observation
            );
        }
        return new(
            test.Id,
            test.FinishedAt ?? test.CreatedAt,
            verdict.Status,
            verdict.Delivery,
            verdict.ConnectionType,
            verdict.AttackerConnectionType,
            verdict.MethodVersion,
            changes
        );
    }

    private static (Core.Inbound.DomainVerdict, Core.Inbound.InboundObservation) Evidence(
        Data.InboundTest test
    ) =>
        test is { Verdict: { } verdict, Observation: { } observation }
            ? (verdict, observation)
            : throw new InvalidOperationException($"Test {test.Id} is done without a verdict.");
}
