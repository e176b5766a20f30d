using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>Many copies of the sample in one register, each with numbers and names of its own.</summary>
internal static partial class LargeRegister
{
    /// <summary>How many copies there are.</summary>
    public static async Task<int> WriteAsync(string path, int megabytes)
    {
        var sample = await File.ReadAllTextAsync(RegisterFiles.PathOf("exportOO-sample.xml"));
        var organisations = Part(sample, "<p:organisaties>", "\n</p:organisaties>");
        var arrangements = Part(
            sample,
            "<p:gemeenschappelijkeRegelingen>",
            "</p:gemeenschappelijkeRegelingen>"
        );
        await using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        await file.WriteAsync(
            sample[..sample.IndexOf("<p:organisaties>", StringComparison.Ordinal)]
        );
        await file.WriteAsync("<p:organisaties>");
        var copies = 0;
        long written = 0;
        while (written < megabytes * 1_000_000L)
        {
            var copy = Copy(organisations, ++copies);
            written += copy.Length + arrangements.Length;
            await file.WriteAsync(copy);
        }
        await file.WriteAsync("</p:organisaties><p:gemeenschappelijkeRegelingen>");
        for (var copy = 1; copy <= copies; copy++)
        {
            await file.WriteAsync(Copy(arrangements, copy));
        }
        await file.WriteAsync("</p:gemeenschappelijkeRegelingen></p:overheidsorganisaties>");
        return copies;
    }

    private static string Part(string sample, string start, string end)
    {
        var from = sample.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return sample[from..sample.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string Copy(string part, int number) =>
        Numbers().Replace(part, match => $"{match.Value}-{number}");

    [GeneratedRegex("""(?<=systeemId=")\d+|(?<=tooi/id/)[a-z]+/[a-z]+\d+|[a-z-]+(?=\.example)""")]
    private static partial Regex Numbers();
}
