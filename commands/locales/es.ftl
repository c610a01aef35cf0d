# Español. Un párrafo por comando; sus atributos describen las opciones. Lo que va entre llaves lo pone el programa.

# --- El núcleo: lo que puede pasar con cualquier comando
error = Algo falló de nuestro lado, no del tuyo. No se perdió nada de lo que hiciste. Si vuelve a pasar, dale este código a un moderador: `{ $reference }`
problem-unknown-command = No conozco /{ $given }. { $nearest ->
    [none] Escribe /help para ver todo lo que sé hacer.
   *[other] ¿Quisiste decir /{ $nearest }?
}
problem-unknown-option = /{ $command } no tiene la opción «{ $given }». { $nearest ->
    [none] Escribe /help { $command } para ver sus opciones.
   *[other] ¿Quisiste decir `--{ $nearest }`?
}
problem-option-needs-value = Escribe algo después de `--{ $option }`, por favor.
problem-option-missing = A /{ $command } le falta «{ $option }». Escribe /help { $command } para ver un ejemplo.
problem-option-needs-file = Adjunta una imagen para «{ $option }», por favor.
problem-too-many-words = /{ $command } no sabe qué hacer con «{ $given }». Escribe /help { $command } para ver un ejemplo.
problem-not-a-number = «{ $option }» tiene que ser un número, y «{ $given }» no lo es.
problem-not-yes-or-no = «{ $option }» tiene que ser sí o no, no «{ $given }».
problem-out-of-range = «{ $option }» tiene que estar entre { $low } y { $high }; «{ $given }» no lo está.
problem-unknown-choice = «{ $given }» no es una opción de «{ $option }». Elige una de estas: { $choices }.
problem-button-broken = Este botón ya no funciona. Escribe el comando, por favor; /help los muestra todos.
problem-banned = No puedes usar este bot hasta el { $until }. Si crees que es un error, habla con un moderador.
problem-too-fast = ¡Qué rapidez! Espera { $seconds ->
    [one] un segundo
   *[other] { $seconds } segundos
} y vuelve a intentarlo.
problem-moderators-only = Solo los moderadores de esta sala pueden usar /{ $command }.

## Formas de la imagen y modelos
problem-bad-ratio = No puedo dibujar con la forma «{ $given }». Prueba con 1:1, 3:2, 9:16 o con un nombre como cuadrado, vertical u horizontal; el lado largo puede medir como mucho el triple que el corto.
problem-unknown-model = No conozco ningún modelo llamado «{ $name }». ¿Querías decir «{ $nearest }»? Con `/models` los ves todos.
problem-ratio-not-offered = { $title } no dibuja en { $ratio }. Puede hacerlo en: { $offered }.
model-replaced = { $asked } ya no está disponible, así que esta vez dibuja { $title }. { $reason }
auto-only = Es el único modelo configurado aquí.
auto-best = Es el mejor modelo configurado aquí que puedes pagar con tus unidades.
auto-affordable = Es el mejor modelo que aún puedes pagar con tus unidades de hoy.
auto-cheapest = Es el modelo más barato configurado aquí.
