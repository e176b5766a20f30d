using System.Text.Json;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Core.Tests.Outbound;

public sealed class OutboundJsonTests
{
    private static void RoundTrips<T>(T value)
    {
        var json = JsonSerializer.Serialize(value, EvidenceJson.Options);
        var back = JsonSerializer.Deserialize<T>(json, EvidenceJson.Options);
        JsonSerializer.Serialize(back, EvidenceJson.Options).ShouldBe(json);
    }

    [Fact]
    public void Evidence_survives_JSON()
    {
        var scene = Scene.Of();
        ModelSender.EximDane.Play(scene);
        scene.Heal(OutboundProbeId.Mismatch, TimeSpan.FromMinutes(3));
        scene.Identities.Add(
            new MessageIdentity
            {
                SessionId = scene.Sessions[0].Id,
                MailAt = Scene.Opened.AddTicks(1),
                At = Scene.Opened,
                Probe = OutboundProbeId.Control,
                OrganisationalDomain = Scene.Zone,
                FromDomainSpf = AuthenticationOutcome.Pass,
                FromDomain = Scene.Zone,
                Spf = new SpfIdentity(AuthenticationOutcome.Pass, Scene.Zone, true),
                Dkim = [new DkimIdentity(AuthenticationOutcome.PermError, Scene.Zone, "s", false)],
                SourceAddress = scene.Sessions[0].SourceAddress,
                OwnNetworks =
                [
                    System.Net.IPNetwork.Parse("192.0.2.0/24"),
                    System.Net.IPNetwork.Parse("2001:db8::/32"),
                ],
            }
        );

        RoundTrips(scene.Test);
        RoundTrips(scene.Sessions);
        RoundTrips(scene.Queries);
        RoundTrips(scene.Heals);
        RoundTrips(scene.Identities);
        RoundTrips(scene.Evidence());
        RoundTrips(scene.Judge(TimeSpan.FromHours(5)));
        RoundTrips(OutboundDocument.Create(scene.Test, scene.Judge(TimeSpan.FromHours(5))));
    }

    [Fact]
    public void Judgement_of_evidence_read_back_is_the_same()
    {
        var scene = Scene.Of();
        ModelSender.PostfixDane.Play(scene);
        var before = JsonSerializer.Serialize(
            scene.Judge(TimeSpan.FromHours(5)),
            EvidenceJson.Options
        );
        var sessions = JsonSerializer.Deserialize<List<SmtpSessionEvidence>>(
            JsonSerializer.Serialize(scene.Sessions, EvidenceJson.Options),
            EvidenceJson.Options
        )!;
        scene.Sessions.Clear();
        scene.Sessions.AddRange(sessions);

        JsonSerializer
            .Serialize(scene.Judge(TimeSpan.FromHours(5)), EvidenceJson.Options)
            .ShouldBe(before);
    }

    [Fact]
    public void Document_has_the_words_of_the_API()
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixDane.Play(scene);

        var document = JsonSerializer.SerializeToElement(
            OutboundDocument.Create(scene.Test, scene.Judge(TimeSpan.FromHours(5))),
            EvidenceJson.Options
        );

        document.GetProperty("status").GetString().ShouldBe("open");
        document.GetProperty("kind").GetString().ShouldBe("basic");
        var sender = document.GetProperty("senders")[0];
        sender.GetProperty("verdict").GetString().ShouldBe("enforces-dane");
        sender.GetProperty("mandatory").GetBoolean().ShouldBeFalse();
        sender.GetProperty("connectionType").GetInt32().ShouldBe(3);
        sender.GetProperty("sourceAddresses")[0].GetString().ShouldBe("198.51.100.7");
        var mismatch = sender
            .GetProperty("probes")
            .EnumerateArray()
            .Single(probe => probe.GetProperty("probe").GetString() == "mismatch");
        mismatch.GetProperty("expected").GetString().ShouldBe("withhold");
        mismatch.GetProperty("seen").GetString().ShouldBe("left-after-handshake");
        mismatch.GetProperty("judgement").GetString().ShouldBe("refused-as-it-should");
        mismatch.GetProperty("refusedHow").GetString().ShouldBe("after-handshake");
        mismatch.GetProperty("firm").GetBoolean().ShouldBeFalse();
        mismatch.GetProperty("open").GetProperty("reason").GetString().ShouldBe("message-not-seen");
        mismatch.GetProperty("evidence").GetArrayLength().ShouldBeGreaterThan(4);
    }

    [Fact]
    public void Every_word_of_the_verdicts_is_kebab_case()
    {
        foreach (var verdict in Enum.GetValues<SenderVerdictKind>())
        {
            JsonSerializer
                .Serialize(verdict, EvidenceJson.Options)
                .ShouldMatch("^\"[a-z]+(-[a-z]+)*\"$");
        }
    }
}
