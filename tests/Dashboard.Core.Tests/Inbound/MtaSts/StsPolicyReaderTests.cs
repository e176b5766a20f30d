using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MtaSts;

namespace Dashboard.Core.Tests.Inbound.MtaSts;

/// <summary>RFC 8461 section 3.2.</summary>
public sealed class StsPolicyReaderTests
{
    private const string Good =
        "version: STSv1\r\nmode: enforce\r\nmx: mx.example.nl\r\nmx: *.example.com\r\nmax_age: 604800\r\n";

    [Theory]
    [InlineData("CRLF", Good)]
    [InlineData("LF, and none at the end", "version: STSv1\nmode: enforce\nmx: a.nl\nmax_age: 1")]
    [InlineData("no space behind the colon", "version:STSv1\nmode:enforce\nmx:a.nl\nmax_age:1")]
    [InlineData("white space at the end", "version: STSv1 \t\nmode: enforce\nmx: a.nl\nmax_age: 1")]
    [InlineData("unknown keys", Good + "ext.1: a b c\r\n")]
    [InlineData("empty lines", "\n" + Good + "\r\n\r\n")]
    [InlineData("longest age", "version: STSv1\nmode: testing\nmx: a.nl\nmax_age: 31557600")]
    [InlineData(
        "age of ten digits",
        "version: STSv1\nmode: testing\nmx: a.nl\nmax_age: 0031557600"
    )]
    [InlineData("mode none without mx", "version: STSv1\nmode: none\nmax_age: 0")]
    public void Policy_is_read(string what, string text) =>
        StsPolicyReader.Read(text).Problems.ShouldBeEmpty(what);

    [Theory]
    [InlineData("empty", "", StsPolicyProblem.VersionMissing)]
    [InlineData("a page", "<!DOCTYPE html><html>", StsPolicyProblem.Malformed)]
    [InlineData("byte order mark", "\uFEFF" + Good, StsPolicyProblem.VersionMissing)]
    [InlineData("no version", "mode: none\nmax_age: 1", StsPolicyProblem.VersionMissing)]
    [InlineData(
        "another version",
        "version: STSv2\nmode: none\nmax_age: 1",
        StsPolicyProblem.VersionWrong
    )]
    [InlineData(
        "version in lower case",
        "version: stsv1\nmode: none\nmax_age: 1",
        StsPolicyProblem.VersionWrong
    )]
    [InlineData(
        "key in upper case",
        "Version: STSv1\nmode: none\nmax_age: 1",
        StsPolicyProblem.VersionMissing
    )]
    [InlineData("no mode", "version: STSv1\nmx: a.nl\nmax_age: 1", StsPolicyProblem.ModeMissing)]
    [InlineData(
        "another mode",
        "version: STSv1\nmode: strict\nmx: a.nl\nmax_age: 1",
        StsPolicyProblem.ModeWrong
    )]
    [InlineData("no age", "version: STSv1\nmode: none", StsPolicyProblem.MaxAgeMissing)]
    [InlineData(
        "negative age",
        "version: STSv1\nmode: none\nmax_age: -1",
        StsPolicyProblem.MaxAgeWrong
    )]
    [InlineData(
        "age of 40 digits",
        "version: STSv1\nmode: none\nmax_age: 1000000000000000000000000000000000000000",
        StsPolicyProblem.MaxAgeWrong
    )]
    [InlineData(
        "age over a year",
        "version: STSv1\nmode: none\nmax_age: 31557601",
        StsPolicyProblem.MaxAgeWrong
    )]
    [InlineData(
        "age with a unit",
        "version: STSv1\nmode: none\nmax_age: 1d",
        StsPolicyProblem.MaxAgeWrong
    )]
    [InlineData("no mx", "version: STSv1\nmode: enforce\nmax_age: 1", StsPolicyProblem.MxMissing)]
    [InlineData(
        "mx that is no name",
        "version: STSv1\nmode: enforce\nmx: *\nmx: a..b\nmx: mail to me\nmax_age: 1",
        StsPolicyProblem.MxMissing
    )]
    [InlineData(
        "age of eleven digits",
        "version: STSv1\nmode: none\nmax_age: 00031557600",
        StsPolicyProblem.MaxAgeWrong
    )]
    [InlineData(
        "carriage returns alone",
        "version: STSv1\rmode: none\rmax_age: 1",
        StsPolicyProblem.Malformed
    )]
    public void Text_is_no_policy(string what, string text, StsPolicyProblem problem) =>
        StsPolicyReader.Read(text).Problems.ShouldContain(problem, what);

    [Fact]
    public void First_of_a_repeated_field_counts()
    {
        var policy = StsPolicyReader.Read(Good + "mode: none\nmax_age: x\n");

        policy.ShouldSatisfyAllConditions(
            () => policy.Mode.ShouldBe(StsMode.Enforce),
            () => policy.MaxAge.ShouldBe(604800),
            () => policy.HasRepeatedField.ShouldBeTrue(),
            () => policy.Problems.ShouldBeEmpty()
        );
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("mx: mx.example.nl\nmx: a.nl\n", false)]
    [InlineData("ext: 1\next: 2\n", false)]
    [InlineData("version: STSv1\n", true)]
    [InlineData("mode: enforce\n", true)]
    [InlineData("max_age: 604800\n", true)]
    public void Field_is_repeated_where_it_may_stand_once(string behind, bool repeated) =>
        StsPolicyReader.Read(Good + behind).HasRepeatedField.ShouldBe(repeated);

    [Theory]
    [InlineData("mx.example.nl", true)]
    [InlineData("MX.Example.NL", true)]
    [InlineData("a.example.com", true)]
    [InlineData("example.com", false)]
    [InlineData("a.b.example.com", false)]
    [InlineData("example.nl", false)]
    [InlineData("xmx.example.nl", false)]
    public void Wildcard_stands_for_one_label(string host, bool listed) =>
        StsPolicyReader.Read(Good).Lists(DomainName.Parse(host)).ShouldBe(listed);

    [Fact]
    public void Only_so_many_patterns_are_kept()
    {
        var lines = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"mx: m{i}.nl\n"));
        var policy = StsPolicyReader.Read("version: STSv1\nmode: enforce\nmax_age: 1\n" + lines);

        policy.ShouldSatisfyAllConditions(
            () => policy.Mx.Count.ShouldBe(StsPolicy.MostMx),
            () => policy.OmittedMx.ShouldBe(9900),
            () => policy.Problems.ShouldBeEmpty()
        );
    }

    [Fact]
    public void Any_text_is_read() =>
        Gen.OneOf(
                Gen.String,
                RandomText.Of(
                    "version",
                    "mode",
                    "mx",
                    "max_age",
                    ":",
                    " ",
                    "\n",
                    "\r",
                    "STSv1",
                    "*.",
                    "\0",
                    "enforce",
                    "a.nl",
                    "9"
                )
            )
            .Sample(text =>
            {
                var policy = StsPolicyReader.Read(text);
                (policy.Mx.Count <= StsPolicy.MostMx).ShouldBeTrue();
                (
                    policy.Problems.Count > 0 || policy is { Mode: not null, MaxAge: not null }
                ).ShouldBeTrue();
            });
}
