using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using static Dashboard.Core.Outbound.Attribution.SessionAction;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>What the store does with a session: keep it, and for whom; remove it; ignore it.</summary>
public sealed class SessionKeepingTests
{
    private static readonly TimeSpan At = TimeSpan.FromSeconds(30);

    private readonly Scene own = Scene.Of(number: 3);

    private readonly Scene first = Scene.Of(number: 1, sharedAddresses: true);

    private readonly Scene second = Scene.Of(number: 2, sharedAddresses: true);

    private SessionDecision Decide(
        SmtpSessionEvidence session,
        KeptSession? kept = null,
        params Scene[] known
    ) =>
        SessionKeeping.Decide(
            session,
            kept,
            [own.Test, first.Test, second.Test],
            [.. first.Queries, .. second.Queries],
            known.Select(scene => scene.Test.Id).ToHashSet()
        );

    private static KeptSession Kept(params Scene[] tests) =>
        new([.. tests.Select(scene => scene.Test.Id)]);

    [Fact]
    public void Session_is_kept_for_the_test_that_its_recipient_names()
    {
        var decision = Decide(first.Add(Control, At, SessionShape.MailOverTls));

        decision.Action.ShouldBe(Keep);
        decision.Tests.ShouldBe([first.Test.Id]);
        decision.Tied.ShouldBe([first.Test.Id]);
    }

    [Fact]
    public void Session_is_kept_for_the_test_that_its_SNI_names()
    {
        Decide(first.Add(Mismatch, At, SessionShape.TlsAndQuit)).Tests.ShouldBe([first.Test.Id]);
    }

    [Fact]
    public void Session_that_names_several_tests_is_kept_for_each()
    {
        var session = first.Add(Control, At, SessionShape.MailOverTls);
        session = session with
        {
            Tls = session.Tls! with { ServerName = own.Host(EeGood).Name.Value },
            Transactions =
            [
                .. session.Transactions,
                .. second.Add(Control, At, SessionShape.MailOverTls).Transactions,
            ],
        };

        Decide(session)
            .Tests.ShouldBe([first.Test.Id, second.Test.Id, own.Test.Id], ignoreOrder: true);
    }

    [Fact]
    public void Session_at_an_address_of_one_test_is_kept_for_it()
    {
        Decide(own.Add(Stripped, At, SessionShape.Leave)).Tests.ShouldBe([own.Test.Id]);
    }

    [Fact]
    public void Session_at_a_shared_address_is_kept_for_nobody_by_name()
    {
        var decision = Decide(first.Add(Stripped, At, SessionShape.Leave));

        decision.Action.ShouldBe(Keep);
        decision.Tests.ShouldBeEmpty();
        decision.Tied.ShouldBeEmpty();
    }

    [Fact]
    public void Question_before_it_ties_a_session_at_a_shared_address()
    {
        first.Query(Stripped, DnsRecordType.A, At);
        second.Query(Control, DnsRecordType.A, At);

        Decide(first.Add(Stripped, At, SessionShape.Leave)).Tied.ShouldBe([first.Test.Id]);
    }

    [Fact]
    public void Question_that_may_have_been_dated_late_ties_it_too()
    {
        first.Query(Stripped, DnsRecordType.A, At + ProbeTiming.QueryDatedLate);
        second.Query(
            Stripped,
            DnsRecordType.A,
            At + ProbeTiming.QueryDatedLate + TimeSpan.FromTicks(1)
        );

        Decide(first.Add(Stripped, At, SessionShape.Leave)).Tied.ShouldBe([first.Test.Id]);
    }

    [Fact]
    public void Source_that_is_known_in_a_test_ties_it()
    {
        Decide(first.Add(Stripped, At, SessionShape.Leave), null, second, own)
            .Tied.ShouldBe([second.Test.Id], "the address is not one of the third's");
    }

    [Theory]
    [InlineData(false, Ignore)]
    [InlineData(true, Remove)]
    public void Session_that_names_only_others_is_nobodys(bool kept, SessionAction action)
    {
        var session = first.Add(Control, At, SessionShape.MailOverTls);
        var foreign = session with
        {
            Transactions =
            [
                session.Transactions[0] with
                {
                    Recipients = [new RecipientEvidence(session.StartedAt, null, null, 550)],
                },
            ],
        };
        var unknown = session with
        {
            Transactions = [],
            Tls = session.Tls! with { ServerName = "www." + Scene.Zone.Value },
        };

        Decide(foreign, kept ? Kept() : null).Action.ShouldBe(action);
        Decide(unknown, kept ? Kept(own) : null).Action.ShouldBe(action);
    }

    [Fact]
    public void Session_at_an_address_of_no_test_is_nobodys()
    {
        var session = own.Add(Stripped, At, SessionShape.Leave) with
        {
            LocalAddress = System.Net.IPAddress.Parse("127.99.0.1"),
        };

        Decide(session).Action.ShouldBe(Ignore);
        Decide(session, Kept(own)).Action.ShouldBe(Remove);
        Decide(session, Kept())
            .Action.ShouldBe(Ignore, "its tests may have closed in the meantime");
    }

    [Fact]
    public void What_is_kept_of_a_closed_test_stays_as_it_was()
    {
        var session = own.Add(Stripped, At, SessionShape.Leave);

        SessionKeeping
            .Decide(session, Kept(own), [first.Test], [], new HashSet<Guid>())
            .Action.ShouldBe(Ignore);
    }

    [Fact]
    public void Session_that_began_before_the_test_is_not_its()
    {
        var session = own.Add(Stripped, -At, SessionShape.Leave);

        Decide(session).Action.ShouldBe(Ignore);
    }
}
