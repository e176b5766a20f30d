using CsCheck;
using Dashboard.Core.Inbound.MtaSts;

namespace Dashboard.Core.Tests.Inbound.MtaSts;

/// <summary>RFC 8461 section 3.1.</summary>
public sealed class StsRecordTests
{
    [Theory]
    [InlineData("v=STSv1; id=20160831085700Z;", "20160831085700Z")]
    [InlineData("v=STSv1;id=1", "1")]
    [InlineData("v=STSv1; ext=x; id=1 ;", "1")]
    [InlineData("v=STSv1; id=1; id=2", "1")]
    [InlineData("v=STSv1; id=12345678901234567890123456789012", "12345678901234567890123456789012")]
    [InlineData("v=STSv1; id=1; ext=!~", "1")]
    public void Record_is_read(string text, string id) =>
        StsRecord.Read(text).ShouldNotBeNull().Id.ShouldBe(id);

    [Theory]
    [InlineData("v=STSv1;")]
    [InlineData("v=STSv1; id=")]
    [InlineData("v=STSv1; id=a_b")]
    [InlineData("v=STSv1; id=123456789012345678901234567890123")]
    [InlineData("v=STSv1; id=1; id=ü")]
    [InlineData("v=STSv1; id=1 2")]
    [InlineData("v=STSv1; id=1;; ext=2")]
    [InlineData("v=STSv1; id=1; junk")]
    [InlineData("v=STSv1; id=1; ex t=2")]
    [InlineData("v=STSv1; id=1; ext=")]
    [InlineData("v=STSv1; id=1; ext=a b")]
    [InlineData("v=STSv1; id=1; ext=a=b")]
    [InlineData("v=STSv1; id=1; ext=é")]
    [InlineData("v=STSv1; id=1; ext=\u007F")]
    [InlineData("v=STSv1; id=1\0")]
    public void Record_cannot_be_read(string text)
    {
        StsRecord.IsOne(text).ShouldBeTrue();
        StsRecord.Read(text).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("v=STSv1")]
    [InlineData("v=STSv1 ; id=1")]
    [InlineData("V=STSv1; id=1")]
    [InlineData("v=STSv10; id=1")]
    [InlineData(" v=STSv1; id=1")]
    public void Record_is_of_something_else(string text)
    {
        StsRecord.IsOne(text).ShouldBeFalse();
        StsRecord.Read(text).ShouldBeNull();
    }

    [Fact]
    public void Any_text_is_read() =>
        Gen.String.Sample(text =>
        {
            _ = StsRecord.Read(text);
            StsRecord.Read("v=STSv1;" + text)?.Id.Length.ShouldBeInRange(1, 32);
        });
}
