using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Core;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>
/// An answer that a client need not fetch again: its entity tag is the hash of its octets. The octets are those that the commands print.
/// </summary>
internal static class ApiAnswer
{
    private const string Json = "application/json";

    public static IResult Of<T>(HttpContext context, T value, bool isPublic) =>
        Of(
            context,
            JsonSerializer.SerializeToUtf8Bytes(value, EvidenceJson.Options),
            Json,
            isPublic
        );

    /// <param name="isPublic">
    /// It says no more than anybody may read: a shared cache may keep it, unless it is for somebody who is known
    /// (RFC 9111 section 3.5). Else nobody may.
    /// </param>
    public static IResult Of(HttpContext context, byte[] octets, string mediaType, bool isPublic)
    {
        var response = context.Response;
        var tag = new EntityTagHeaderValue(
            $"\"{Convert.ToHexStringLower(SHA256.HashData(octets))[..32]}\""
        );
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl =
            isPublic && IsStranger(context) ? "public, max-age=60" : "private, no-store";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Cookie);
        return context
            .Request.GetTypedHeaders()
            .IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(
                octets,
                mediaType
                    + (
                        mediaType.StartsWith("text/", StringComparison.Ordinal)
                            ? "; charset=utf-8"
                            : string.Empty
                    )
            );
    }

    private static bool IsStranger(HttpContext context) =>
        context.User.Identity?.IsAuthenticated != true
        && context.Request.Headers.Authorization.Count == 0;

    /// <summary>The address of the next page (RFC 8288), where there is one.</summary>
    public static void LinkNext(HttpContext context, string after)
    {
        var query = context
            .Request.Query.Where(parameter => parameter.Key != ApiParameters.AfterKey.Name)
            .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.ToString()))
            .Append(KeyValuePair.Create(ApiParameters.AfterKey.Name, after));
        var path = context.Request.PathBase + context.Request.Path;
        context.Response.Headers.Link = $"<{path}{QueryString.Create(query!)}>; rel=\"next\"";
    }
}
