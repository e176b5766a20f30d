using System.Runtime.CompilerServices;

namespace Dashboard.Check;

/// <summary>The domains to check, from the arguments and then from a file or standard input; never all in memory.</summary>
internal static class GivenDomains
{
    public static async IAsyncEnumerable<GivenDomain> ReadAsync(
        CheckArguments arguments,
        TextReader standardInput,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var domain in arguments.Domains)
        {
            yield return new(domain, Line: null);
        }
        if (arguments.File is null)
        {
            yield break;
        }
        using var file =
            arguments.File == CheckArguments.StandardInput
                ? null
                : new StreamReader(arguments.File);
        var reader = file ?? standardInput;
        for (var line = 1; await ReadLineAsync(reader, cancellation) is { } text; line++)
        {
            var domain = WithoutComment(text);
            if (domain.Length > 0)
            {
                yield return new(domain, line);
            }
        }
    }

    /// <summary>A read from a terminal or a pipe cannot be called back; it is left where it is.</summary>
    private static ValueTask<string?> ReadLineAsync(
        TextReader reader,
        CancellationToken cancellation
    )
    {
        var reading = reader.ReadLineAsync(cancellation);
        return reading.IsCompleted
            ? reading
            : new ValueTask<string?>(reading.AsTask().WaitAsync(cancellation));
    }

    private static string WithoutComment(string line)
    {
        var comment = line.IndexOf('#', StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).Trim();
    }
}
