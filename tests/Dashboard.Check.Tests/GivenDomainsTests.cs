using Dashboard.Check.Output;

namespace Dashboard.Check.Tests;

public sealed class GivenDomainsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_gives_arguments_first_and_then_the_lines_of_standard_input()
    {
        using var input = new StringReader("# list\n\nb.example\n  c.example  # ours\r\n");

        var items = await GivenDomains
            .ReadAsync(Arguments("a.example"), input, Cancellation)
            .ToListAsync(Cancellation);

        items.ShouldBe([new("a.example", null), new("b.example", 3), new("c.example", 4)]);
    }

    [Fact]
    public async Task Read_takes_a_long_list_line_by_line()
    {
        using var input = new EndlessReader();

        var items = await GivenDomains
            .ReadAsync(Arguments(), input, Cancellation)
            .Take(100_000)
            .LastAsync(Cancellation);

        items.Line.ShouldBe(100_000);
    }

    private static CheckArguments Arguments(params string[] domains) =>
        new(
            domains,
            CheckArguments.StandardInput,
            CheckFormat.JsonLines,
            Tls: null,
            Help: false,
            Language: null,
            Certificate: null,
            []
        );

    private sealed class EndlessReader : TextReader
    {
        public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult<string?>("x.example");
    }
}
