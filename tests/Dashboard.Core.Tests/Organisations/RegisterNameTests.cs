using Dashboard.Core.Organisations;

namespace Dashboard.Core.Tests.Organisations;

public sealed class RegisterNameTests
{
    [Theory]
    [InlineData("proefzaken.example", "proefzaken.example")]
    [InlineData("Dienst-PU.example.", "dienst-pu.example")]
    [InlineData("HTTPS://WWW.Proefuitvoering.example:443/pad?x=1", "proefuitvoering.example")]
    [InlineData(
        "http://register-der-voorbeelden.example:8080/start?x=1#top",
        "register-der-voorbeelden.example"
    )]
    [InlineData("mijn.proefuitvoering.example/inloggen", "mijn.proefuitvoering.example")]
    [InlineData("müßiggang.example", "xn--miggang-0va4x.example")]
    [InlineData("https://www.müßiggang.example/", "xn--miggang-0va4x.example")]
    [InlineData("https://proefdam.example/*", "proefdam.example")]
    [InlineData("www.nl", "www.nl")] // nothing to register would be left
    [InlineData("www.co.uk", "www.co.uk")]
    [InlineData("wwww.proefdam.example", "wwww.proefdam.example")]
    public void Name_is_the_host_without_www(string text, string expected)
    {
        RegisterName.TryReadDomain(text, out var domain, out _).ShouldBeTrue();
        domain.Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("", RegisterReason.Empty)]
    [InlineData("  ", RegisterReason.Empty)]
    [InlineData(null, RegisterReason.Empty)]
    [InlineData("*.voorbeeldstad.example", RegisterReason.Wildcard)]
    [InlineData("https://*.voorbeeldstad.example/", RegisterReason.Wildcard)]
    [InlineData("127.0.0.1", RegisterReason.IpAddress)]
    [InlineData("https://[2001:db8::25]/", RegisterReason.IpAddress)]
    [InlineData("nog niet bekend", RegisterReason.NotAName)]
    [InlineData("proef polder", RegisterReason.NotAName)]
    [InlineData("a.example,b.example", RegisterReason.NotAName)]
    [InlineData("voorbeeld", RegisterReason.NotAName)]
    [InlineData("_25._tcp.voorbeeld.example", RegisterReason.NotAName)]
    [InlineData("Naam <a@voorbeeld.example>", RegisterReason.NotAName)]
    [InlineData("https://", RegisterReason.Empty)]
    [InlineData("https:///*", RegisterReason.Empty)]
    [InlineData("exam%ple.nl", RegisterReason.NotAName)]
    [InlineData("a\uFFFD.voorbeeld.example", RegisterReason.NotIdna2008)]
    [InlineData("i❤.example", RegisterReason.NotIdna2008)]
    [InlineData("xn--n3h.example", RegisterReason.NotIdna2008)]
    public void Other_text_is_refused_with_its_reason(string? text, RegisterReason expected)
    {
        RegisterName.TryReadDomain(text, out var domain, out var reason).ShouldBeFalse();
        domain.ShouldBeNull();
        reason.ShouldBe(expected);
    }

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public void Text_longer_than_any_URL_is_no_name(int characters, bool read)
    {
        const string start = "https://voorbeeld.example/";
        var text = start + new string('x', characters - start.Length);
        RegisterName.TryReadHost(text, out _, out var reason).ShouldBe(read);
        if (!read)
        {
            reason.ShouldBe(RegisterReason.NotAName);
        }
    }

    [Theory]
    [InlineData("20260101", "2026-01-01")]
    [InlineData("20260101T120000", "2026-01-01")]
    [InlineData("1-3-2026 12:00", "2026-03-01")]
    [InlineData("1.3.2026", "2026-03-01")]
    [InlineData(null, null)]
    [InlineData("2026-01-01", "2026-01-01")]
    [InlineData("1-3-2026", "2026-03-01")]
    [InlineData("01-03-2026", "2026-03-01")]
    [InlineData("1/3/2026", "2026-03-01")]
    [InlineData("2026-01-01T00:00:00+01:00", "2026-01-01")]
    [InlineData("2026-01-01 00:00:00", "2026-01-01")]
    [InlineData("2026-01-01+01:00", "2026-01-01")]
    [InlineData("2026-01-01Z", "2026-01-01")]
    [InlineData(" ", null)]
    public void Day_is_read_as_registers_write_it(string? text, string? expected)
    {
        RegisterDate.TryRead(text, out var day).ShouldBeTrue();
        (day?.ToString("O", null)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("31-02-2026")]
    [InlineData("2026-13-01")]
    [InlineData("morgen")]
    [InlineData("2026")]
    [InlineData("20260101Z")]
    [InlineData("2026-01-011")]
    [InlineData("1-1-202 T")]
    public void Day_that_does_not_exist_is_refused(string text) =>
        RegisterDate.TryRead(text, out _).ShouldBeFalse();
}
