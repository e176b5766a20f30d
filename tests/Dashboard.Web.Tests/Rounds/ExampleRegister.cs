using System.Text.Json;
using Dashboard.Core.Dns;
using Dashboard.Core.Tests;
using Dashboard.Web.Features.Rounds.Start;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>The register of the worked example, read from its file: who has which domain in which round.</summary>
internal sealed class ExampleRegister : IRoundRegister
{
    public static JsonElement Example { get; } =
        JsonDocument
            .Parse(
                RepositoryFiles.Read("tests/Dashboard.Core.Tests/Adoption/adoption-example.json")
            )
            .RootElement;

    /// <summary><c>round1</c> or <c>round2</c>.</summary>
    public string Round { get; set; } = "round1";

    public Task<RoundList?> ReadAsync(string? list, DateOnly day, CancellationToken cancellation) =>
        Task.FromResult(
            list is not null
                ? null
                : new RoundList(
                    null,
                    [
                        .. Example
                            .GetProperty("organisations")
                            .EnumerateArray()
                            .Select(o =>
                            {
                                var self = Value(o.GetProperty("id").GetString()!);
                                return new ListedOrganisation(
                                    self,
                                    Value(o.GetProperty("layer").GetString()!),
                                    Ministry: null,
                                    Province: null,
                                    self
                                );
                            }),
                    ],
                    [
                        .. Example
                            .GetProperty("domains")
                            .EnumerateArray()
                            .Where(d => d.GetProperty(Round).ValueKind != JsonValueKind.Null)
                            .Select(d => new ListedDomain(
                                DomainName.Parse(d.GetProperty("id").GetString() + ".example"),
                                [d.GetProperty("organisation").GetString()!]
                            )),
                    ]
                )
        );

    public Task<string?> FindKeyAsync(string organisation, CancellationToken cancellation) =>
        Task.FromResult(
            Example
                .GetProperty("organisations")
                .EnumerateArray()
                .Select(o => o.GetProperty("id").GetString())
                .FirstOrDefault(id => id == organisation)
        );

    private static ListedValue Value(string key) => new(key, key);
}
