using CsCheck;
using Dashboard.Probes.Outbound.Receiver.Smtp;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

public sealed class SmtpPathTests
{
    [Theory]
    [InlineData("FROM:<a@b.example>", "a", "b.example", 0)]
    [InlineData("from: <a@B.Example> SIZE=10 BODY=8BITMIME", "a", "b.example", 2)]
    [InlineData("FROM:<>", "", null, 0)]
    [InlineData("FROM:<postmaster>", "postmaster", null, 0)]
    [InlineData("FROM:<\"a b>c\"@b.example>", "a b>c", "b.example", 0)]
    [InlineData("FROM:<\"a\\\"b\"@b.example>", "a\"b", "b.example", 0)]
    [InlineData("FROM:<@x.example,@y.example:a@b.example>", "a", "b.example", 0)]
    [InlineData("FROM:<a@[192.0.2.1]>", "a", null, 0)]
    [InlineData("FROM:<a@münchen.example>", "a", null, 0)]
    public void Path_is_read(string argument, string local, string? domain, int parameters)
    {
        SmtpPath.TryParse(argument, "FROM:", out var path).ShouldBeTrue();

        path.LocalPart.ShouldBe(local);
        path.Domain?.Value.ShouldBe(domain);
        (path.Domain is null).ShouldBe(domain is null);
        path.Parameters.Count.ShouldBe(parameters);
    }

    [Theory]
    [InlineData("")]
    [InlineData("FROM:")]
    [InlineData("FROM:a@b.example")]
    [InlineData("FROM:<a@b.example")]
    [InlineData("FROM:<a>")]
    [InlineData("FROM:<@b.example>")]
    [InlineData("FROM:<a@>")]
    [InlineData("FROM:<a@b..example>")]
    [InlineData("FROM:<a@b c.example>")]
    [InlineData("TO:<a@b.example>")]
    public void What_is_no_path_is_refused(string argument) =>
        SmtpPath.TryParse(argument, "FROM:", out _).ShouldBeFalse();

    [Fact]
    public void Any_text_is_survived() =>
        Gen.OneOf(
                Gen.String,
                Gen.String[Gen.Char["<>@:\"\\. aA,[]"], 0, 40].Select(text => "TO:" + text)
            )
            .Sample(text => SmtpPath.TryParse(text, "TO:", out _) || true);
}
