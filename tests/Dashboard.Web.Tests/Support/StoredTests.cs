using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Verdicts;

namespace Dashboard.Web.Tests.Support;

/// <summary>Receiving tests as they are in the database.</summary>
public static class StoredTests
{
    /// <summary>A test without evidence.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> AddTestAsync(
        this DashboardDb db,
        InboundTest test,
        CancellationToken cancellation
    )
    {
        db.InboundTests.Add(test);
        await db.SaveChangesAsync(cancellation);
        return test.Id;
    }

    /// <summary>A finished test whose verdict is of STARTTLS and DANE alone.</summary>
    /// <returns>Its id.</returns>
    public static Task<string> AddFinishedAsync(
        this DashboardDb db,
        DateTimeOffset at,
        InboundObservation observation,
        DomainVerdict verdict,
        CancellationToken cancellation,
        string domain = "a.example"
    ) => db.AddFinishedAsync(at, observation, Judged(verdict), cancellation, domain);

    /// <summary>A finished test with its evidence and verdict.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> AddFinishedAsync(
        this DashboardDb db,
        DateTimeOffset at,
        InboundObservation observation,
        InboundVerdict judged,
        CancellationToken cancellation,
        string domain = "a.example"
    )
    {
        var evidence = await db.AddObservationAsync(
            observation with
            {
                StartedAt = at,
            },
            cancellation
        );
        await db.AddVerdictAsync(evidence, judged, at, cancellation);
        var verdict = judged.MailTransport;
        return await db.AddTestAsync(
            new()
            {
                Id = PublicId.New(),
                Domain = domain,
                State = InboundTestState.Done,
                CreatedAt = at,
                FinishedAt = at,
                TouchedAt = at,
                ObservationId = evidence,
                Status = verdict.Status,
                Delivery = verdict.Delivery,
                ConnectionType = verdict.ConnectionType,
                AttackerConnectionType = verdict.AttackerConnectionType,
                MethodVersion = verdict.MethodVersion,
            },
            cancellation
        );
    }

    public static InboundVerdict Judged(DomainVerdict verdict) =>
        new()
        {
            Domain = verdict.Domain,
            MailTransport = verdict,
            Standards =
            [
                new()
                {
                    Standard = MailStandard.Dane,
                    MethodVersion = verdict.MethodVersion,
                    Status = "protected",
                    Forum = StandardOutcome.Passed,
                    Strict = StandardOutcome.Passed,
                },
            ],
        };
}
