using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Evidence;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>The order in which evidence arrives changes nothing: what is found is in order of time, then of number, probe and name.</summary>
public sealed class EvidenceOrderTests
{
    private static readonly TimeSpan At = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Scene scene = Scene.Of(sharedAddresses: true);

    private TestEvidence Evidence(bool reversed)
    {
        IEnumerable<SmtpSessionEvidence> sessions = scene.Sessions;
        IEnumerable<DnsQueryEvidence> queries = scene.Queries;
        return EvidenceAttribution.Attribute(
            [scene.Test],
            [.. reversed ? sessions.Reverse() : sessions],
            [.. reversed ? queries.Reverse() : queries]
        )[scene.Test.Id];
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sessions_are_in_order_of_time_and_then_of_number(bool reversed)
    {
        var first = scene.Add(Mismatch, At, SessionShape.TlsAndQuit);
        var second = scene.Add(EeGood, At, SessionShape.MailOverTlsWithSni);
        var third = scene.Add(Control, At + Second, SessionShape.MailOverTls);

        Evidence(reversed)
            .Sessions.Select(one => one.Session.Id)
            .ShouldBe([first.Id, second.Id, third.Id]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parts_of_one_session_are_in_order_of_their_probes(bool reversed)
    {
        var session = scene.Add(Mismatch, At, SessionShape.MailOverTlsWithSni);
        var mail = session.Transactions[0];
        var other = mail with { Recipients = [mail.Recipients[0] with { Probe = Control }] };
        scene.Sessions[0] = session with
        {
            Transactions = reversed ? [other, mail] : [mail, other],
        };

        Evidence(reversed: false).Sessions.Select(one => one.Probe).ShouldBe([Control, Mismatch]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Questions_are_in_order_of_time_and_then_of_name(bool reversed)
    {
        scene.Query(Mismatch, DnsRecordType.A, At + Second);
        scene.Query(Control, DnsRecordType.A, At);
        scene.Query(Mismatch, DnsRecordType.A, At);

        var queries = Evidence(reversed).Queries;

        queries.Select(one => one.Probe).ShouldBe([Control, Mismatch, Mismatch]);
        queries.Select(one => one.Query.At - Scene.Opened).ShouldBe([At, At, At + Second]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ambiguous_sessions_are_in_order_of_time_and_then_of_number(bool reversed)
    {
        foreach (var probe in new[] { Stripped, UnusableStripped })
        {
            scene.Query(probe, DnsRecordType.A, At - Second);
        }
        var later = scene.Add(Stripped, At + Second, SessionShape.Peek);
        var first = scene.Add(Stripped, At, SessionShape.Peek);
        var second = scene.Add(Stripped, At, SessionShape.Peek);

        Evidence(reversed)
            .Ambiguous.Select(one => one.Session.Id)
            .ShouldBe([first.Id, second.Id, later.Id]);
    }

    [Theory]
    [InlineData("at two instants", false, 1)]
    [InlineData("at two instants, the later one known first", true, 1)]
    [InlineData("at one instant", false, 0)]
    [InlineData("at one instant, in the other order", true, 0)]
    public void Sessions_alike_go_to_their_hosts_in_order_of_time_and_then_of_number(
        string when,
        bool reversed,
        int secondsApart
    )
    {
        foreach (var probe in new[] { Stripped, UnusableStripped })
        {
            scene.Query(probe, DnsRecordType.A, At - Second);
        }
        var first = scene.Add(Stripped, At, SessionShape.Leave);
        var second = scene.Add(Stripped, At + (Second * secondsApart), SessionShape.Leave);

        var sessions = Evidence(reversed).Sessions;

        sessions
            .Select(one => (one.Session.Id, one.Probe))
            .ShouldBe([(first.Id, Stripped), (second.Id, UnusableStripped)], when);
    }

    [Fact]
    public void Doubtful_sessions_and_messages_of_one_instant_are_in_order_of_their_numbers()
    {
        var own = Scene.Of();
        var first = own.Add(Control, At, SessionShape.MailOverTls);
        var second = own.Add(EeGood, At, SessionShape.MailOverTls);
        own.Prove(second, EeGood).Prove(first);
        var looks = new[]
        {
            own.Add(Mismatch, At, SessionShape.TlsAndQuit),
            own.Add(Mismatch, At, SessionShape.TlsAndQuit),
        };
        var evidence = own.Evidence() with
        {
            Ambiguous =
            [
                new AmbiguousSession(looks[1], [Mismatch], WithOtherTest: false),
                new AmbiguousSession(looks[0], [Mismatch], WithOtherTest: false),
            ],
        };

        var group = SenderGroups.Form(evidence, own.Identities, []).Told.ShouldHaveSingleItem();

        group.Ambiguous.Select(one => one.Session.Id).ShouldBe([looks[0].Id, looks[1].Id]);
        group.Identities.Select(one => one.SessionId).ShouldBe([first.Id, second.Id]);
    }

    [Fact]
    public void Senders_of_one_session_are_in_order_of_their_organisations()
    {
        var own = Scene.Of();
        var session = own.Add(Control, At, SessionShape.MailOverTls);
        own.Prove(session).Prove(session, domain: "customer.example");

        SenderGroups
            .Form(own.Evidence(), own.Identities, [])
            .Told.Select(group => group.Organisation!.Value)
            .ShouldBe(["customer.example", "sender.example"]);
    }
}
