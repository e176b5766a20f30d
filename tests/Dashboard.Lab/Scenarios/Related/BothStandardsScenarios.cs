using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Lab.Dns;
using static Dashboard.Core.Inbound.MtaSts.SenderAction;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>The table "Both standards": DANE at the host, and MTA-STS of the domain.</summary>
internal static class BothStandardsScenarios
{
    public static void Add(SceneList list)
    {
        Scene(
                list,
                "both-authenticates-enforce",
                "DANE authenticates, MTA-STS too.",
                Authenticates,
                "enforce"
            )
            .Senders(VerifiedByDane, VerifiedByMtaSts, VerifiedByDane, Encrypted)
            .Protected();
        Scene(
                list,
                "both-authenticates-broken",
                "DANE authenticates, and the policy lists another host.",
                Authenticates,
                "enforce",
                "other.example"
            )
            .Senders(VerifiedByDane, NotAtThisHost, VerifiedByDane, Encrypted)
            .Protected();
        Scene(
                list,
                "both-authenticates-absent",
                "DANE authenticates, and there is no policy.",
                Authenticates,
                null
            )
            .Senders(VerifiedByDane, Opportunistic, VerifiedByDane, Encrypted)
            .Protected();
        Scene(
                list,
                "both-refused-enforce",
                "DANE refuses, and MTA-STS would deliver.",
                Refused,
                "enforce"
            )
            .Senders(Refuses, VerifiedByMtaSts, Refuses, Opportunistic)
            .Failed();
        Scene(
                list,
                "both-refused-testing",
                "DANE refuses, and the policy is in test.",
                Refused,
                "testing"
            )
            .Senders(Refuses, Opportunistic, Refuses, Opportunistic)
            .Failed();
        var deferred = Scene(
                list,
                "both-defer-testing",
                "TLSA is bogus, and the policy is in test.",
                Authenticates,
                "testing"
            )
            .Senders(Defers, Opportunistic, Defers, Opportunistic);
        deferred.Zone.Edit(
            ZoneEdit.BreakSignature("_25._tcp.mx.both-defer-testing.example.", "TLSA")
        );
        deferred.Bogus();
        Scene(
                list,
                "both-encrypt-only-enforce",
                "TLSA that nobody can use, and an enforced policy.",
                EncryptOnly,
                "enforce"
            )
            .Senders(EncryptedOrNotAtAll, VerifiedByMtaSts, VerifiedByMtaSts, Opportunistic)
            .EncryptOnly();
        Scene(
                list,
                "both-encrypt-only-broken",
                "TLSA that nobody can use, and a policy that lists another host.",
                EncryptOnly,
                "enforce",
                "other.example"
            )
            .Senders(EncryptedOrNotAtAll, NotAtThisHost, NotAtThisHost, Opportunistic)
            .EncryptOnly();
        Scene(
                list,
                "both-opportunistic-enforce",
                "No TLSA, and an enforced policy.",
                NoTlsa,
                "enforce"
            )
            .Senders(Opportunistic, VerifiedByMtaSts, VerifiedByMtaSts, Opportunistic)
            .OpportunisticTls();
        Scene(
                list,
                "both-opportunistic-broken",
                "No TLSA, and a policy that lists another host.",
                NoTlsa,
                "enforce",
                "other.example"
            )
            .Senders(Opportunistic, NotAtThisHost, NotAtThisHost, Opportunistic)
            .OpportunisticTls();
        Scene(
                list,
                "both-opportunistic-testing",
                "No TLSA, and a policy in test.",
                NoTlsa,
                "testing"
            )
            .Senders(Opportunistic, Opportunistic, Opportunistic, Opportunistic)
            .OpportunisticTls();
        Scene(list, "both-opportunistic-none", "No TLSA, and mode none.", NoTlsa, "none")
            .Senders(Opportunistic, Opportunistic, Opportunistic, Opportunistic)
            .OpportunisticTls();
        Scene(list, "both-opportunistic-absent", "Neither TLSA nor a policy.", NoTlsa, null)
            .Senders(Opportunistic, Opportunistic, Opportunistic, Opportunistic)
            .OpportunisticTls();
        var closed = list.New(
                "both-opportunistic-unfetchable",
                "related",
                "No TLSA, and a policy that cannot be fetched."
            )
            .Mx(NoTlsa)
            .Policy(web => web.Policy("enforce", "*.example") with { Closed = true })
            .Senders(Opportunistic, Opportunistic, Opportunistic, Opportunistic);
        closed.OpportunisticTls();
    }

    private static void Authenticates(HostSetup host) => host.Public().Tlsa(3, 1, 1);

    private static void Refused(HostSetup host) => host.Public().StrangeTlsa(3, 1, 1);

    private static void EncryptOnly(HostSetup host) => host.Public().Tlsa(1, 1, 1);

    private static void NoTlsa(HostSetup host) => host.Public().Address();

    /// <param name="mode">Null for no policy.</param>
    private static Scene Scene(
        SceneList list,
        string slug,
        string description,
        Action<HostSetup> mx,
        string? mode,
        string? listed = null
    )
    {
        var scene = list.New(slug, "related", description).Mx(mx);
        return mode is null
            ? scene
            : scene.Policy(web => web.Policy(mode, listed ?? $"*.{slug}.example"));
    }
}
