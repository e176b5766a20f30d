using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Dashboard.Web.Tests.Accounts.Provider;

/// <summary>ID tokens that are not what they should be (RFC 7515, RFC 7519).</summary>
internal static class ForgedTokens
{
    /// <summary>Changed, and signed by the provider's key all the same.</summary>
    public static string Signed(string token, RSA key, Action<JsonObject> change)
    {
        var (header, payload) = Read(token);
        change(payload);
        var text = Text(header, payload);
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(text),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>With "none" in the place of an algorithm, and no signature.</summary>
    public static string Unsigned(string token)
    {
        var (header, payload) = Read(token);
        header["alg"] = "none";
        header.Remove("kid");
        return $"{Text(header, payload)}.";
    }

    /// <summary>With an algorithm of shared secrets, whose secret is the client's.</summary>
    public static string Shared(string token, string secret)
    {
        var (header, payload) = Read(token);
        header["alg"] = "HS256";
        header.Remove("kid");
        var text = Text(header, payload);
        var hash = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret),
            Encoding.ASCII.GetBytes(text)
        );
        return $"{text}.{Base64Url.EncodeToString(hash)}";
    }

    private static (JsonObject Header, JsonObject Payload) Read(string token)
    {
        var parts = token.Split('.');
        return (Part(parts[0]), Part(parts[1]));
    }

    private static JsonObject Part(string part) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();

    private static string Text(JsonObject header, JsonObject payload) =>
        $"{Encode(header)}.{Encode(payload)}";

    private static string Encode(JsonObject part) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
