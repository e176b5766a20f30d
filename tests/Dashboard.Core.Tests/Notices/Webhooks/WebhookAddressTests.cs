using Dashboard.Core.Notices.Webhooks;

namespace Dashboard.Core.Tests.Notices.Webhooks;

public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("https://hooks.example.nl", "https://hooks.example.nl/")]
    [InlineData(" https://hooks.example.nl/dane?key=1 ", "https://hooks.example.nl/dane?key=1")]
    [InlineData("https://hooks.example.nl:443/a@b", "https://hooks.example.nl/a@b")]
    [InlineData("HTTPS://Hooks.Example.NL/Path", "https://hooks.example.nl/Path")]
    [InlineData("https://münchen.example/", "https://xn--mnchen-3ya.example/")]
    [InlineData("https://hooks.example.nl/a b", null)]
    [InlineData("https://hooks.example.nl/é", "https://hooks.example.nl/%C3%A9")]
    [InlineData("https://hooks.example.nl/a/../b", "https://hooks.example.nl/b")]
    public void Address_is_read(string typed, string? read)
    {
        WebhookAddress.TryRead(typed, out var address, out _).ShouldBe(read is not null);
        address?.ToString().ShouldBe(read);
    }

    [Theory]
    [InlineData(null, WebhookAddressProblem.NotAnAddress)]
    [InlineData("", WebhookAddressProblem.NotAnAddress)]
    [InlineData("hooks.example.nl/dane", WebhookAddressProblem.NotAnAddress)]
    [InlineData("https://", WebhookAddressProblem.NotAnAddress)]
    [InlineData("https://hooks.example.nl/\r\nX: y", WebhookAddressProblem.NotAnAddress)]
    [InlineData("https:\\\\hooks.example.nl", WebhookAddressProblem.NotAnAddress)]
    [InlineData("http://hooks.example.nl/", WebhookAddressProblem.NotHttps)]
    [InlineData("ftp://hooks.example.nl/", WebhookAddressProblem.NotHttps)]
    [InlineData("file:///etc/passwd", WebhookAddressProblem.NotHttps)]
    [InlineData("https://me:secret@hooks.example.nl/", WebhookAddressProblem.HasUser)]
    [InlineData("https://@hooks.example.nl/", WebhookAddressProblem.HasUser)]
    [InlineData("https://hooks.example.nl/#x", WebhookAddressProblem.HasFragment)]
    [InlineData("https://hooks.example.nl/#", WebhookAddressProblem.HasFragment)]
    [InlineData("https://hooks.example.nl:8443/", WebhookAddressProblem.HasPort)]
    [InlineData("https://hooks.example.nl:22/", WebhookAddressProblem.HasPort)]
    [InlineData("https://127.0.0.1/", WebhookAddressProblem.NotAHostName)]
    [InlineData("https://0x7f.1/", WebhookAddressProblem.NotAHostName)]
    [InlineData("https://2130706433/", WebhookAddressProblem.NotAHostName)]
    [InlineData("https://[::1]/", WebhookAddressProblem.NotAHostName)]
    [InlineData("https://[::ffff:127.0.0.1]/", WebhookAddressProblem.NotAHostName)]
    [InlineData("https://localhost/", WebhookAddressProblem.NotAHostName)]
    [InlineData("https://example.127/", WebhookAddressProblem.NotAHostName)]
    public void Address_that_cannot_be_one_is_told_apart(
        string? typed,
        WebhookAddressProblem expected
    )
    {
        WebhookAddress.TryRead(typed, out var address, out var problem).ShouldBeFalse();
        address.ShouldBeNull();
        problem.ShouldBe(expected);
    }

    /// <summary>One letter becomes six characters.</summary>
    [Theory]
    [InlineData(399, true)]
    [InlineData(400, false)]
    public void Length_of_the_path_is_bounded_as_it_is_sent(int characters, bool read)
    {
        var path = $"{new string('é', 100)}{new string('x', characters)}";
        WebhookAddress
            .TryRead($"https://hooks.example.nl/{path}", out _, out var problem)
            .ShouldBe(read);
        problem.ShouldBe(read ? null : WebhookAddressProblem.TooLong);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void Length_is_bounded(int characters, bool read)
    {
        const string Start = "https://hooks.example.nl/";
        var typed = Start + new string('a', characters - Start.Length);

        WebhookAddress.TryRead(typed, out _, out var problem).ShouldBe(read);
        problem.ShouldBe(read ? null : WebhookAddressProblem.TooLong);
    }

    /// <summary>What is short as it was typed can be long as it is sent.</summary>
    [Fact]
    public void Length_as_sent_is_bounded_too()
    {
        WebhookAddress
            .TryRead("https://hooks.example.nl/" + new string('é', 400), out _, out var problem)
            .ShouldBeFalse();
        problem.ShouldBe(WebhookAddressProblem.TooLong);
    }
}
