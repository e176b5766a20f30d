using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>The grammar that MTA-STS and TLS-RPT share (RFC 8461 section 3.1, RFC 8460 section 3).</summary>
public sealed class VersionedFieldsTests
{
    private const string Name32 = "a2345678901234567890123456789012";

    [Theory]
    [InlineData("one field", "V1; id=1", "id=1")]
    [InlineData("a semicolon behind the last", "V1; id=1;", "id=1")]
    [InlineData("space around the semicolons", "V1 ;\tid=1 ; b=2 ; ", "id=1 b=2")]
    [InlineData("a value with the sign", "V1; id=a=b", "id=a=b")]
    [InlineData("a name of 32 characters", $"V1; {Name32}=1", $"{Name32}=1")]
    [InlineData("all that a name may hold", "V1; a_b-c.d=1", "a_b-c.d=1")]
    [InlineData("a digit first", "V1; 1a=1", "1a=1")]
    [InlineData("a name of one character", "V1; a=1", "a=1")]
    [InlineData("version alone", "V1", null)]
    [InlineData("version and semicolon alone", "V1;", null)]
    [InlineData("something behind the version", "V1x; id=1", null)]
    [InlineData("something behind the version, and no field", "V1x", null)]
    [InlineData("no sign", "V1; id", null)]
    [InlineData("no name", "V1; =1", null)]
    [InlineData("no value", "V1; id=", null)]
    [InlineData("an empty field between", "V1;; id=1", null)]
    [InlineData("two semicolons behind the last", "V1; id=1;;", null)]
    [InlineData("a value that may not be, at its end", "V1; id=1!", null)]
    [InlineData("a name of 33 characters", $"V1; {Name32}3=1", null)]
    [InlineData("a name that begins with a sign", "V1; _a=1", null)]
    [InlineData("a name with a space", "V1; a b=1", null)]
    [InlineData("a good field before a bad one", "V1; id=1; bad", null)]
    public void Fields_are_read_by_the_grammar(string what, string text, string? fields)
    {
        var read = VersionedFields.Read(text, "V1", c => c != '!');

        (
            read is null ? null : string.Join(' ', read.Select(one => $"{one.Name}={one.Value}"))
        ).ShouldBe(fields, what);
    }
}
