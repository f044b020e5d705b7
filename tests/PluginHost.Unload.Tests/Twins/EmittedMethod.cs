using System.Reflection.Emit;

[DeviceDriver("subject")]
public sealed class EmittedMethod : SinDriver
{
    protected override void Commit()
    {
        var method = new DynamicMethod("One", typeof(Reading), []);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Newobj, typeof(Reading).GetConstructor([])!);
        code.Emit(OpCodes.Ret);
        method.CreateDelegate<Func<Reading>>()();
    }

    public sealed class Reading
    {
        public double Watts { get; set; }
    }
}
