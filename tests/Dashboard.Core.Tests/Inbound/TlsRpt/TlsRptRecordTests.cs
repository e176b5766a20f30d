using Dashboard.Core.Inbound.TlsRpt;

namespace Dashboard.Core.Tests.Inbound.TlsRpt;

/// <summary>RFC 8460 section 3.</summary>
public sealed class TlsRptRecordTests
{
    [Theory]
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.nl", "mailto:a@b.nl")]
    [InlineData("v=TLSRPTv1;rua=https://b.nl/~tls?a=b;", "https://b.nl/~tls?a=b")]
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.nl , https://b.nl/", "mailto:a@b.nl https://b.nl/")]
    [InlineData("v=TLSRPTv1; ext=a b; rua=mailto:a@b.nl", "mailto:a@b.nl")]
    public void Record_is_read(string text, string rua) =>
        string.Join(' ', TlsRptRecord.Read(text).ShouldNotBeNull().Rua.Select(u => u.AbsoluteUri))
            .ShouldBe(rua);

    [Theory]
    [InlineData("another version", "v=TLSRPTv2; rua=mailto:a@b.nl")]
    [InlineData("no semicolon behind the version", "v=TLSRPTv1 rua=mailto:a@b.nl")]
    [InlineData("nothing", "")]
    [InlineData("not ASCII", "v=TLSRPTv1; rua=mailto:a@b.nl; ext=é")]
    [InlineData("a control character", "v=TLSRPTv1; rua=mailto:a@b.nl; ext=\u007F")]
    [InlineData("an address without a user", "v=TLSRPTv1; rua=mailto:@b.nl")]
    [InlineData("an address without a host", "v=TLSRPTv1; rua=mailto:a@")]
    [InlineData("a URL without a host", "v=TLSRPTv1; rua=https:///tls")]
    [InlineData("a space within", "v=TLSRPTv1; rua=https://b.nl/a b")]
    [InlineData("one of two wrong", "v=TLSRPTv1; rua=mailto:a@b.nl,ftp://b.nl/")]
    public void Text_is_no_record(string what, string text) =>
        TlsRptRecord.Read(text).ShouldBeNull(what);
}
