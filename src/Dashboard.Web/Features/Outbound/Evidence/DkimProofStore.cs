using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Keeps for receiving tests which domains sign: one row a domain, of its newest message.</summary>
internal static class DkimProofStore
{
    /// <summary>
    /// By a control message alone, and by a signature that holds for this test: an expired one, one of a key that is being tested, or one
    /// of a message that was signed for others shows nothing (<see cref="DkimIdentity"/>).
    /// </summary>
    public static async Task KeepAsync(
        DashboardDb db,
        MessageIdentity identity,
        CancellationToken cancellation
    )
    {
        if (
            identity is not { Probe: OutboundProbeId.Control, FromDomain: { } from }
            || identity
                .Dkim.Where(one => one is { Outcome: AuthenticationOutcome.Pass, Aligned: true })
                // Its own key shows more: the name above it exists.
                .OrderByDescending(one => one.Domain == from)
                .FirstOrDefault()
                is not { } signature
        )
        {
            return;
        }
        var at = identity.At.ToUniversalTime();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO dkim_proofs AS known (domain, signer, selector, seen_at)
            VALUES ({from.Value}, {signature.Domain.Value}, {signature.Selector}, {at})
            ON CONFLICT (domain) DO UPDATE
            SET signer = excluded.signer, selector = excluded.selector, seen_at = excluded.seen_at
            WHERE known.seen_at < excluded.seen_at
            """,
            cancellation
        );
    }

    /// <summary>Those that count no more.</summary>
    public static Task ExpireAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var before = now - DkimProof.CountsFor;
        return db.DkimProofs.Where(p => p.SeenAt <= before).ExecuteDeleteAsync(cancellation);
    }
}
