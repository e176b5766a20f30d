using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>Hosts whose server is a real Postfix: what the lab's own servers imitate.</summary>
internal static class PostfixScenarios
{
    public static void Add(SceneList list)
    {
        New(list, "good", "23", "TLSA matches", host => host.Postfix().Tlsa(3, 1, 1)).Protected();
        New(list, "wrong", "24", "TLSA does not match", host => host.Postfix().StrangeTlsa(3, 1, 1))
            .Failed(ReasonSlug.NoMatch);
        New(list, "plain", "29", "no TLSA", host => host.Postfix())
            .OpportunisticTls(ReasonSlug.TlsaAbsent);
        New(
                list,
                "without-starttls",
                "28",
                "TLSA, and TLS is switched off",
                host => host.Postfix("smtpd_tls_security_level=none").Tlsa(3, 1, 1)
            )
            .Simulated(SimulatedSender.WithoutDane, Delivery.Clear)
            .Failed(ReasonSlug.StartTlsNotOffered);
        New(
                list,
                "ehlo-without-starttls",
                "28",
                "TLSA, and the keyword is left out for this client",
                host => host.Postfix("smtpd_discard_ehlo_keywords=starttls").Tlsa(3, 1, 1)
            )
            .Simulated(SimulatedSender.WithoutDane, Delivery.Clear)
            .Failed(ReasonSlug.StartTlsNotOffered);
        New(
                list,
                "rejects",
                "33",
                "the client is rejected in the greeting",
                host =>
                    host.Postfix("smtpd_client_restrictions=reject", "smtpd_delay_reject=no")
                        .Tlsa(3, 1, 1)
            )
            .Simulated(SimulatedSender.Exim, Delivery.Bounce)
            .Unreachable(ReasonSlug.GreetingRefused);
        New(
                list,
                "trust-anchor",
                "23 26",
                "DANE-TA(2), root and intermediate sent",
                host =>
                {
                    var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                    var between = list.Certificates.Issue(
                        CertificateSpec.Ca("Lab Intermediate"),
                        root
                    );
                    host.Serve(
                            list.Certificates.Issue(
                                CertificateSpec.Server(host.Name.Value),
                                between
                            ),
                            between,
                            root
                        )
                        .Postfix()
                        .Tlsa(2, 1, 1, root);
                }
            )
            .Protected();
        TwoTypes(list, "two-certificates", KeyKind.EcdsaP256, bothListed: true).Protected();
        TwoTypes(list, "rsa-unlisted", KeyKind.EcdsaP256, bothListed: false)
            .Partial(3, ReasonSlug.CertificateTypesDiffer);
        TwoTypes(list, "ed25519-and-rsa", KeyKind.Ed25519, bothListed: true).Protected();
        TwoTypes(list, "ed25519-rsa-unlisted", KeyKind.Ed25519, bothListed: false)
            .Partial(3, ReasonSlug.CertificateTypesDiffer);
    }

    private static Scene TwoTypes(SceneList list, string slug, KeyKind kind, bool bothListed)
    {
        var name = kind == KeyKind.Ed25519 ? "an Ed25519" : "an ECDSA";
        return New(
            list,
            slug,
            "31",
            $"{name} and an RSA certificate, {(bothListed ? "both" : "only the first")} in TLSA",
            host =>
            {
                var first = list.Certificates.SelfSigned(
                    CertificateSpec.Server(host.Name.Value) with
                    {
                        Key = kind,
                    }
                );
                var rsa = list.Certificates.SelfSigned(
                    CertificateSpec.Server(host.Name.Value).Rsa()
                );
                host.ServeTls(
                        new TlsSetup(new ServerIdentity(first))
                        {
                            OtherKeyType = new ServerIdentity(rsa),
                        }
                    )
                    .Postfix()
                    .Tlsa(3, 1, 1, first);
                if (bothListed)
                {
                    host.Tlsa(3, 1, 1, rsa);
                }
            }
        );
    }

    private static Scene New(
        SceneList list,
        string slug,
        string rows,
        string what,
        Action<HostSetup> setup
    ) => list.New("postfix-" + slug, rows, $"A real Postfix: {what}.").Mx(setup);
}
