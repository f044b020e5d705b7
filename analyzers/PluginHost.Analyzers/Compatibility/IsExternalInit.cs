namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for records; the oldest framework served lacks it.</summary>
internal static class IsExternalInit;
