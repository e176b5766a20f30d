using System.Text.Json;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;

namespace Dashboard.Web.Features.Comparison;

/// <summary>Why a file cannot be compared.</summary>
public enum ResultFileProblem
{
    TooLarge,

    /// <summary>Not JSON, or cut off.</summary>
    Unreadable,

    /// <summary>JSON, without the object <c>domains</c> that results of a batch have.</summary>
    NotResults,

    /// <summary>Results of websites.</summary>
    Web,
}

/// <summary>Results of a mail batch of internet.nl, as its API gave them.</summary>
/// <param name="FinishedAt">When they were measured; null where the file does not say.</param>
/// <param name="Domains">Null for a domain that internet.nl could not test.</param>
/// <param name="Unreadable">Keys that are no domain names.</param>
public sealed record BatchResultFile(
    DateTimeOffset? FinishedAt,
    IReadOnlyDictionary<DomainName, IReadOnlyDictionary<FigureStandard, TheirOutcome>?> Domains,
    int Unreadable
)
{
    /// <summary>Five thousand domains, the most that internet.nl takes, are some 25 MB.</summary>
    public const long MostOctets = 200 * 1000 * 1000;

    private const int Deepest = 16;

    public static async Task<(BatchResultFile? File, ResultFileProblem? Problem)> ReadAsync(
        Stream stream,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek && stream.Length > MostOctets)
        {
            return (null, ResultFileProblem.TooLarge);
        }
        try
        {
            using var document = await JsonDocument.ParseAsync(
                stream,
                new JsonDocumentOptions { MaxDepth = Deepest },
                cancellation
            );
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return (null, ResultFileProblem.Unreadable);
        }
    }

    private static (BatchResultFile?, ResultFileProblem?) Read(JsonElement root)
    {
        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("domains", out var domains)
            || domains.ValueKind != JsonValueKind.Object
        )
        {
            return (null, ResultFileProblem.NotResults);
        }
        var request =
            root.TryGetProperty("request", out var found) && found.ValueKind == JsonValueKind.Object
                ? found
                : default;
        if (Text(request, "request_type") == "web")
        {
            return (null, ResultFileProblem.Web);
        }
        var read = new Dictionary<DomainName, IReadOnlyDictionary<FigureStandard, TheirOutcome>?>();
        var unreadable = 0;
        foreach (var domain in domains.EnumerateObject())
        {
            if (MailDomainInput.TryRead(domain.Name, out var name, out _))
            {
                read[name] = Outcomes(domain.Value);
            }
            else
            {
                unreadable++;
            }
        }
        return (
            new(
                DateTimeOffset.TryParse(
                    Text(request, "finished_date"),
                    System.Globalization.CultureInfo.InvariantCulture,
                    System.Globalization.DateTimeStyles.AssumeUniversal,
                    out var at
                )
                    ? at
                    : null,
                read,
                unreadable
            ),
            null
        );
    }

    private static IReadOnlyDictionary<FigureStandard, TheirOutcome>? Outcomes(
        JsonElement domain
    ) =>
        Text(domain, "status") == "ok"
        && domain.TryGetProperty("results", out var results)
        && results.ValueKind == JsonValueKind.Object
        && results.TryGetProperty("tests", out var tests)
            ? TheirOutcome.Read(tests)
            : null;

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object
        && of.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
