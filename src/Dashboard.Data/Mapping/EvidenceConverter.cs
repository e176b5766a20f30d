using System.Text.Json;
using Dashboard.Core;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dashboard.Data.Mapping;

/// <summary>Stores evidence in the one form it is ever written in.</summary>
internal sealed class EvidenceConverter<TEvidence>()
    : ValueConverter<TEvidence, string>(evidence => Write(evidence), json => Read(json))
    where TEvidence : class
{
    private static string Write(TEvidence evidence) =>
        JsonbText.WithoutNul(JsonSerializer.Serialize(evidence, EvidenceJson.Options));

    private static TEvidence Read(string json) =>
        JsonSerializer.Deserialize<TEvidence>(json, EvidenceJson.Options)
        ?? throw new JsonException("The stored evidence is null.");
}
