using System.Reflection;
using System.Reflection.Emit;

namespace Dashboard.Mutation;

/// <summary>The switch that Stryker.NET compiles into an assembly: one mutant of all of them is active, or none.</summary>
internal sealed class MutantSwitch
{
    public const int None = -1;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private readonly Assembly assembly;
    private readonly Type control;
    private readonly FieldInfo active;
    private readonly FieldInfo capture;
    private readonly MethodInfo isActive;
    private readonly FieldInfo covered;
    private readonly FieldInfo coveredInStatic;

    public MutantSwitch(Assembly assembly)
    {
        this.assembly = assembly;
        control =
            assembly.GetTypes().SingleOrDefault(type => type.Name == "MutantControl")
            ?? throw new InvalidOperationException(
                $"{assembly.Location} holds no mutants: Stryker.NET did not write it."
            );
        const BindingFlags any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        active = control.GetField("ActiveMutant", any)!;
        capture = control.GetField("CaptureCoverage", any)!;
        isActive = control.GetMethod("IsActive", any)!;
        covered = control.GetField("_coveredMutants", any)!;
        coveredInStatic = control.GetField("_coveredStaticMutants", any)!;
    }

    public void Activate(int mutant) => active.SetValue(null, mutant);

    /// <summary>The mutants that an action reaches, and those of them that it reaches while a type is set up.</summary>
    public (int[] Reached, int[] InStatic) Reach(Action action)
    {
        List(covered).Clear();
        List(coveredInStatic).Clear();
        capture.SetValue(null, true);
        try
        {
            action();
        }
        finally
        {
            capture.SetValue(null, false);
        }
        int[] inStatic = [.. List(coveredInStatic).Distinct()];
        return ([.. List(covered).Union(inStatic)], inStatic);
    }

    /// <summary>The mutants that are in the assembly, each with the type and the member that holds it; those that did not compile are not.</summary>
    public IEnumerable<(int Id, string Member)> Mutants() =>
        assembly
            .GetTypes()
            .Where(type => type.Namespace != control.Namespace)
            .SelectMany(type =>
                type.GetMembers(
                        BindingFlags.DeclaredOnly
                            | BindingFlags.Static
                            | BindingFlags.Instance
                            | BindingFlags.Public
                            | BindingFlags.NonPublic
                    )
                    .OfType<MethodBase>()
                    .SelectMany(method => Mutants(method).Select(id => (id, Name(type, method))))
            )
            .DistinctBy(mutant => mutant.id);

    private static string Name(Type type, MethodBase method)
    {
        var outer = type;
        while (outer.Name.StartsWith('<') && outer.DeclaringType is { } declaring)
        {
            outer = declaring;
        }
        // Lambdas, iterators and asynchronous methods are compiled as <Name>b__0 or as a type <Name>d__0.
        var name =
            method.Name.StartsWith('<') ? method.Name
            : type.Name.StartsWith('<') ? type.Name
            : method.Name;
        var end = name.IndexOf('>', StringComparison.Ordinal);
        return $"{outer.Name}.{(end > 1 ? name[1..end] : name)}";
    }

    /// <summary>The numbers that a method gives to <c>IsActive</c>.</summary>
    private IEnumerable<int> Mutants(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray();
        if (il is null)
        {
            yield break;
        }
        var at = 0;
        int? pushed = null;
        while (at < il.Length)
        {
            short value = il[at++];
            if (value == 0xFE)
            {
                value = (short)(0xFE00 | il[at++]);
            }
            var code = Codes[value];
            if (
                code == OpCodes.Call
                && pushed is { } id
                && Calls(method, BitConverter.ToInt32(il, at))
            )
            {
                yield return id;
            }
            pushed =
                code == OpCodes.Ldc_I4 ? BitConverter.ToInt32(il, at)
                : code == OpCodes.Ldc_I4_S ? (sbyte)il[at]
                : code.Value >= OpCodes.Ldc_I4_0.Value && code.Value <= OpCodes.Ldc_I4_8.Value
                    ? code.Value - OpCodes.Ldc_I4_0.Value
                : null;
            at += OperandLength(code, il, at);
        }
    }

    private bool Calls(MethodBase method, int token)
    {
        // Tokens of methods of the same assembly; the switch is one of them.
        return (token >> 24) == 0x06 && method.Module.ResolveMethod(token) == isActive;
    }

    private static int OperandLength(OpCode code, byte[] il, int at) =>
        code.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget
            or OperandType.ShortInlineI
            or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
            _ => 4,
        };

    private static List<int> List(FieldInfo field) => (List<int>)field.GetValue(null)!;
}
