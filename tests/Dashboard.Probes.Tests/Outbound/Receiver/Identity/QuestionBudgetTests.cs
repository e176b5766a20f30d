using System.Net;
using Dashboard.Core.Outbound;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>Who opens a test and mails it all day chooses which servers are asked.</summary>
public sealed class QuestionBudgetTests
{
    private readonly FakeTimeProvider time = new();

    private readonly QuestionBudget budget;

    private readonly TestToken test = TestDirectory.NewToken();

    public QuestionBudgetTests() => budget = new QuestionBudget(time);

    private static IPAddress Source(int host) => new([198, 51, 100, (byte)host]);

    private int Read(IPAddress source, TestToken? of = null)
    {
        var messages = 0;
        while (!budget.IsSpent(of ?? test, source))
        {
            budget.Take(of ?? test, source, MessageDns.MostQuestions);
            messages++;
        }
        return messages;
    }

    [Fact]
    public void Network_has_a_quarter_of_the_questions_of_an_hour()
    {
        Read(Source(1)).ShouldBe(5);
        Read(IPAddress.Parse("2001:db8:0:1::1")).ShouldBe(5);
        budget.IsSpent(test, IPAddress.Parse("2001:db8:0:2::1")).ShouldBeTrue("the same /48");
        Read(Source(1), TestDirectory.NewToken()).ShouldBe(5);

        time.Advance(TimeSpan.FromMinutes(59));
        budget.IsSpent(test, Source(1)).ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(1));
        Read(Source(1)).ShouldBe(5);
    }

    [Fact]
    public void Crowd_takes_no_first_message_of_another()
    {
        for (var host = 1; host <= 4; host++)
        {
            Read(Source(host)).ShouldBe(5);
        }

        Read(Source(5)).ShouldBe(1);
        Read(Source(6)).ShouldBe(1);
    }

    [Fact]
    public void Ordinary_messages_of_a_full_test_are_all_read_however_often_they_come()
    {
        for (var message = 0; message < 42; message++)
        {
            budget.IsSpent(test, Source(1)).ShouldBeFalse();
            budget.Take(test, Source(1), 12);
        }
    }
}
