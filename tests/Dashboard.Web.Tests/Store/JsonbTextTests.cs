using System.Text.Json;
using CsCheck;
using Dashboard.Data.Mapping;

namespace Dashboard.Web.Tests.Store;

public sealed class JsonbTextTests
{
    [Fact]
    public void WithoutNul_replaces_every_nul_and_nothing_else() =>
        Gen.String[Gen.Char["\0\\u0\"a\n"], 0, 20]
            .Sample(text =>
                JsonSerializer.Deserialize<string>(
                    JsonbText.WithoutNul(JsonSerializer.Serialize(text))
                ) == text.Replace('\0', '\ufffd')
            );
}
