using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>The facts of an event in the reader's words where there are any, else as they are, such as an address.</summary>
internal static class EvidenceFacts
{
    public static string Name(IStringLocalizer<ProbeTexts> texts, string name) =>
        texts[$"fact.{name}"] is { ResourceNotFound: false } known ? known.Value : name;

    public static string Value(IStringLocalizer<ProbeTexts> texts, string name, string value) =>
        texts[$"value.{name}.{value}"] is { ResourceNotFound: false } known ? known.Value : value;
}
