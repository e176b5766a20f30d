using Dashboard.Core.Notices.Webhooks;

namespace Dashboard.Core.Tests.Notices.Webhooks;

public sealed class WebhookRetryTests
{
    private static readonly DateTimeOffset Created = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Attempts_of_a_message_end_within_a_day()
    {
        var (now, pauses) = (Created, new List<double>());
        for (
            var attempts = 1;
            WebhookRetry.Next(attempts, Created, now, Minute, atLeast: null) is { } next;
            attempts++
        )
        {
            pauses.Add((next - now).TotalMinutes);
            now = next;
        }

        pauses.ShouldBe([1, 4, 16, 64, 256, 480, 480]);
        pauses.Count.ShouldBe(WebhookRetry.MostAttempts - 1);
        (now - Created).ShouldBeLessThan(WebhookRetry.GiveUpAfter);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(600, 10)]
    [InlineData(86_400, 1440)]
    [InlineData(1_000_000, 1440)]
    public void Receiver_may_ask_for_more_time_up_to_the_end(int seconds, int minutes) =>
        WebhookRetry
            .Next(1, Created, Created, Minute, TimeSpan.FromSeconds(seconds))
            .ShouldBe(Created.AddMinutes(minutes));

    [Fact]
    public void Nothing_is_sent_later_than_two_days_after_it_was_written()
    {
        WebhookRetry.GiveUpAfter.ShouldBe(TimeSpan.FromDays(1));
        WebhookRetry.NeverAfter.ShouldBe(TimeSpan.FromDays(2));
    }

    [Theory]
    [InlineData(23, 24)]
    [InlineData(24, null)]
    [InlineData(30, null)]
    public void Last_attempt_is_at_the_end_and_none_after_it(int hours, int? at) =>
        WebhookRetry
            .Next(6, Created, Created.AddHours(hours), Minute, atLeast: null)
            .ShouldBe(at is { } hour ? Created.AddHours(hour) : null);

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("0", null)]
    [InlineData("99999999999", null)]
    [InlineData("120", 120)]
    [InlineData("Mon, 30 Nov 2026 12:02:00 GMT", 120)]
    [InlineData("Mon, 30 Nov 2026 12:00:00 GMT", null)]
    [InlineData("Mon, 30 Nov 2026 11:00:00 GMT", null)]
    public void Field_is_seconds_or_a_date(string? field, int? seconds) =>
        WebhookRetry
            .AskedFor(field, Created)
            .ShouldBe(seconds is { } some ? TimeSpan.FromSeconds(some) : null);
}
