using System.Text;
using Dashboard.Core.Notices.Webhooks;

namespace Dashboard.Core.Tests.Notices.Webhooks;

public sealed class WebhookChallengeTests
{
    [Theory]
    [InlineData("abc", true)]
    [InlineData(" abc\r\n", true)]
    [InlineData("\"abc\"", true)]
    [InlineData("{\"challenge\":\"abc\"}", true)]
    [InlineData("{\"ok\":true, \"challenge\": \"abc\"}", true)]
    [InlineData("", false)]
    [InlineData("ABC", false)]
    [InlineData("abcd", false)]
    [InlineData("{\"challenge\":\"x\"}", false)]
    [InlineData("{\"challenge\":7}", false)]
    [InlineData("{\"other\":\"abc\"}", false)]
    [InlineData("[\"abc\"]", false)]
    [InlineData("{\"challenge\":\"ab", false)]
    [InlineData("{\"challenge\":\"\\ud800\"}", false)]
    public void Challenge_is_echoed_as_text_or_as_a_member(string body, bool echoed) =>
        WebhookChallenge.IsEchoed(Encoding.UTF8.GetBytes(body), "abc").ShouldBe(echoed);

    [Fact]
    public void Server_that_sends_back_what_it_gets_does_not_echo_the_challenge() =>
        WebhookChallenge
            .IsEchoed("{\"type\":\"endpoint.verify\",\"data\":{\"challenge\":\"abc\"}}"u8, "abc")
            .ShouldBeFalse();
}
