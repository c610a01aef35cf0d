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
problem-number-too-large = «{ $given }» es un número demasiado grande para «{ $option }».
problem-unknown-choice = «{ $given }» no es una opción de «{ $option }». Elige una de estas: { $choices }.
problem-button-broken = Este botón ya no funciona. Escribe el comando, por favor; /help los muestra todos.
problem-banned = No puedes usar este bot hasta el { $until } (dentro de { $unit ->
    [hours] { $count } horas
    [days] { $count } días
   *[minutes] { $count ->
        [one] un minuto
       *[other] { $count } minutos
    }
}). Si crees que es un error, habla con alguien de moderación.
problem-too-fast = ¡Qué rapidez! Espera { $seconds ->
    [one] 1 segundo
   *[other] { $seconds } segundos
} antes de volver a enviarlo.
problem-moderators-only = Solo los moderadores de esta sala pueden usar /{ $command }.

## Formas de la imagen y modelos
problem-bad-ratio = No puedo dibujar con la forma «{ $given }». Prueba con 1:1, 3:2, 9:16 o con un nombre como cuadrado, vertical u horizontal; el lado largo puede medir como mucho el triple que el corto.
problem-unknown-model = No conozco ningún modelo llamado «{ $name }».{ $nearest ->
    [none] { "" }
   *[other] { " " }¿Querías decir «{ $nearest }»?
} Con `/models` los ves todos.
problem-model-needs-picture = { $title } trabaja sobre una imagen tuya, y no llegó ninguna. Dale { $what ->
    [character-reference] una del personaje (opción «personaje»)
    [mask] una con máscara
   *[init-image] una para empezar (opción «imagen»)
}. Con /models ves quién pinta solo con palabras.
problem-model-needs-key = { $title } necesita una clave que este bot no tiene; quien lo lleva puede ponerla. Aquí pinta { $nearest }: nómbralo, o déjame elegir el modelo.
problem-ratio-not-offered = { $title } no dibuja en { $ratio }. Puede hacerlo en: { $offered }.
model-replaced = { $asked } ya no está disponible, así que esta vez dibuja { $title }. { $reason }
auto-only = Es el único modelo configurado aquí.
auto-photo = Auto eligió { $title }: se le dan bien las fotos.
auto-text = Auto eligió { $title }: se le dan bien las letras dentro de la imagen.
auto-graphic = Auto eligió { $title }: se le da bien el diseño gráfico.
auto-character = Auto eligió { $title }: se le dan bien las escenas y los personajes de cine.
auto-complex = Auto eligió { $title }: se le dan bien las escenas con muchos detalles.
auto-quick = Auto eligió { $title }: rápido, para ir probando.
auto-precise = Auto eligió { $title }: se le dan bien las líneas finas y exactas.
auto-general = Auto eligió { $title }: se le da bien casi todo.
auto-near = Auto eligió { $title }: de los que pintan aquí, es el que más se acerca.
auto-best = Auto eligió { $title }: es el mejor de los que pintan aquí.
auto-able = Auto eligió { $title }: aquí nadie más puede hacer lo que pides.
auto-resting = Auto eligió { $title }: otro más adecuado tiene problemas en este momento.
auto-affordable = Auto eligió { $title }: otro más adecuado cuesta más unidades de las que te quedan hoy.
auto-cheapest = Auto eligió { $title }: el más barato de aquí.

# --- Crear imágenes
language-name = Español
cmd-imagine = Dibuja imágenes a partir de tus palabras
    .prompt = Qué dibujar, con tus propias palabras
    .model = Qué pintor; auto elige uno
    .ratio = Forma: 1:1, 3:2, cuadrado, vertical, historia, tiktok, instagram, youtube, enlace…
    .count = Cuántas variantes
    .seed = Un número que devuelve la misma imagen
    .variety = 0 da siempre la misma imagen, 1 es libre
    .style = Cómo se pinta
    .negative = Lo que no debe aparecer, si el modelo sabe quitarlo
    .picture = Una imagen de referencia: un archivo o el número de una anterior (12.3)
    .picture2 = Otra imagen de referencia
    .picture3 = Otra imagen de referencia
    .picture4 = Otra imagen de referencia
    .earlier = Imágenes anteriores de referencia, por número: 12.3 es la tercera del grupo 12
    .earlier_as = Para qué sirven: para guiarse, por su estilo, o alguien que debe aparecer
    .style_picture = Una imagen en cuyo estilo pintar: un archivo o el número de una anterior
    .style_strength = Cuánto cuenta la imagen de estilo, en porcentaje
    .character = Una imagen de alguien que debe aparecer
    .quality = Con cuánto detalle: más fino es más lento y más caro
    .resolution = Qué tamaño: 1K, 2K, 4K, según el modelo
    .creativity = Con cuánta libertad leer tus palabras
    .raw = Tal como pinta el modelo, sin su propio retoque
    .example = /imagine un zorro rojo bajo un cerezo --forma 3:2 --cantidad 2
imagine-accepted = 🎨 Pintando «{ $prompt }» con { $model } · { $ahead ->
    [0] ya es tu turno
    [one] hay una antes
   *[other] hay { $ahead } antes
} · { $soon ->
    [yes] unos segundos
   *[no] unos { $seconds } s
} · { $units ->
    [one] 1 unidad
   *[other] { $units } unidades
}
result-title = **«{ $prompt }»** · de { $name }
result-facts = { $model } · semilla { $seed } · { $ratio } · { $units ->
    [one] 1 unidad
   *[other] { $units } unidades
} · { $seconds } s · #{ $number }
result-missing = No supe dibujar: { $words }
result-vote-open = 🗳 ¿Cuál te gusta más? Vota del 1 al { $choices }. { $hidden ->
    [yes] El recuento es secreto hasta que cierre la votación.
   *[no] Puedes cambiar tu voto hasta que cierre.
}
result-vote-closed = 🏁 La votación ha terminado. { $winner ->
    [0] Nadie votó.
   *[other] Ganó la imagen { $winner }.
}
result-failed = 😕 No se pudo pintar «{ $prompt }». { $reason } No te costó nada.
result-reference = { $reason } (código { $reference })
button-retry = Otra vez
button-reuse = Cambiar
button-favourite = Favorita
button-download = Zip
button-close-vote = Cerrar la votación
button-older = Anteriores
button-next-part = Siguiente parte
button-export = Guardar antes mis datos
button-forget = Sí, bórralo todo
problem-too-many-pictures = { $model } hace como mucho { $limit } imágenes a la vez, no { $given }.
problem-painting-failed = El pintor no respondió. Vuelve a intentarlo en un momento, por favor.
problem-picture-refused = La imagen terminada no pasó el control de seguridad, así que nadie la ve. Prueba con otras palabras, por favor.
problem-generation-gone = Estas imágenes se han borrado.
problem-no-pictures-yet = Todavía no hay imágenes terminadas en esta sala. Empieza con /imagine.
problem-no-such-pictures = Aquí no encuentro las imágenes #{ $number }.
problem-pictures-not-ready = Estas imágenes todavía se están pintando. Un momento, por favor.

# --- Votar
cmd-vote = Vota por la variante que más te guste
    .variant = Número de la imagen
    .generation = Número del conjunto (#12); si falta, el más reciente
    .example = /vote 2
vote-counted = ✅ Votaste por la imagen { $variant } de #{ $number } («{ $prompt }»). { $hidden ->
    [yes] El recuento es secreto hasta que cierre la votación; puedes cambiar de idea.
   *[no] Puedes cambiar de idea hasta que cierre la votación.
}
vote-moved = 🔄 Tu voto pasó a la imagen { $variant } de #{ $number } («{ $prompt }»).
problem-own-vote = La idea es tuya, así que eligen los demás. Tu voto no contaría.
problem-vote-closed = Esta votación ya está cerrada. /results muestra quién ganó.
problem-nothing-to-vote = Aquí solo hay una imagen, no hay nada que elegir.
problem-no-vote-in-private = En un chat privado no se vota: aquí no hay nadie más. Con /publish en una sala enseñas estas imágenes a los demás.
problem-no-such-variant = Aquí no hay imagen { $given }; { $choices ->
    [1] es una sola.
   *[other] elige del 1 al { $choices }.
}
cmd-results = Muestra cómo va una votación, o la cierra
    .generation = Número del conjunto (#12); si falta, el más reciente
    .close = Terminar ya la votación (autor o moderador)
    .example = /results --cerrar
results-hidden = 🤫 La votación de #{ $number } sigue abierta y el recuento es secreto.
results-so-far = 🗳 La votación de #{ $number } hasta ahora:
results-winner = 🏆 **Gana la imagen { $variant }** con { $votes ->
    [one] un voto
   *[other] { $votes } votos
}. Una idea de { $name }.
results-line = { $variant }: { $bar }{ $votes }
results-tie = Las imágenes { $tied } empataron; la { $variant } llegó antes.
results-no-votes = 🏁 La votación de #{ $number } cerró sin ningún voto.
problem-not-yours-to-close = Solo quien tuvo la idea o un moderador puede cerrar esta votación.

# --- Mis imágenes
cmd-retry = Pinta otra vez la misma idea, de otra manera
    .generation = Número del conjunto (#12); si falta, el más reciente
    .example = /retry
cmd-finish = Hacer que un modelo más fino pinte de nuevo un borrador
    .generation = Número del conjunto (#12); el más reciente si no lo dices
    .variant = Qué imagen de él; la ganadora de la votación si no lo dices
    .model = Quién; el más fino de aquí si no lo dices
    .example = /finish 12 2
button-finish = Terminar con { $model }
problem-finish-which = ¿Qué imagen de #{ $number } quieres? Cierra la votación o di una: `/finish { $number } 2`.
problem-nothing-finer = Aquí nadie pinta más fino que eso. `/models` muestra quién podría con una clave.
cmd-cancel = Dejar un deseo que todavía se está pintando
    .generation = Número del deseo; el más reciente tuyo si no lo dices
    .example = /cancel
cancel-done = ✖️ «{ $prompt }» queda cancelado. No te costó nada.
result-cancelled = ✖️ «{ $prompt }» se canceló.
button-cancel = Cancelar
problem-nothing-to-cancel = Ahora mismo no se está pintando nada tuyo.
problem-cancelled = Se canceló.
cmd-reuse = Dame el comando que hizo una imagen, para cambiarlo
    .generation = Número del conjunto (#12); si falta, el más reciente
    .example = /reuse 12
reuse-line = ✏️ Copia esto, cambia lo que quieras y envíalo:
cmd-details = Muestra cómo se hizo un conjunto: descripción, pintor, semilla, unidades, quién y cuándo
    .generation = Número del conjunto (#12); si falta, el más reciente
    .example = /details 12
details-title = 🔎 **#{ $number }** «{ $prompt }»
details-asked = 👤 Lo pidió { $name }, { $time }
details-painted = 🖌 { $model }: { $pictures ->
    [one] 1 imagen
   *[other] { $pictures } imágenes
} en { $seconds } s, { $units ->
    [one] 1 unidad
   *[other] { $units } unidades
}
details-settings = 🎲 Semilla { $seed } · proporción { $ratio } · variedad { $variety }{ $style ->
    [none] {""}
   *[other] {" "}· estilo: { $style }
}
details-parent = 🔁 Hecho de nuevo a partir del #{ $number }
details-instructions = 🛡 Instrucciones de la casa, edición `{ $id }`
cmd-report = Avisa de imágenes que no deberían estar aquí; con varios avisos se ocultan
    .reason = Qué tienen de malo
    .generation = Número del conjunto (#12); si falta, el más reciente
    .clear = Ya las miraste y pueden volver a verse (moderación)
    .game = La imagen del juego que corre aquí, o la del último
    .example = /report miedo 12
report-thanks = 🚩 Gracias. { $hidden ->
    [yes] Las imágenes (#{ $number }) quedan ocultas hasta que alguien de moderación las mire.
   *[no] Queda anotado (#{ $number }). Si más personas avisan, las imágenes se ocultan hasta que alguien de moderación las mire.
} Nadie sabrá que fuiste tú.
report-hidden = { $why ->
    [nobody] 🙈 Las imágenes (#{ $number }) están pintadas, pero no estoy seguro de ellas, así que siguen ocultas: en un chat privado solo podría mirarlas quien lleva este bot, y no hay nadie indicado (PINCEL_OWNERS). Prueba con otras palabras.
    [refused] 🙈 Alguien de moderación ha mirado las imágenes (#{ $number }) y ha decidido no mostrarlas aquí.
    [doubtful] 🙈 Las imágenes (#{ $number }) están pintadas. No estoy seguro de que sean para todo el mundo aquí, así que primero las mira alguien de moderación.
    [approval] 🙈 Las imágenes (#{ $number }) están pintadas. Aquí alguien de moderación mira primero cada imagen; después las verás en este lugar.
   *[reported] 🚩 Hubo avisos sobre estas imágenes (#{ $number }) y están ocultas hasta que alguien de moderación las mire.
}
report-alt = Una superficie gris: las imágenes están ocultas hasta que alguien de moderación las mire.
report-button-clear = Volver a mostrarlas (moderación)
report-cleared = 👁 Las imágenes (#{ $number }) vuelven a verse. Quienes avisaron no pueden ocultarlas otra vez.
problem-hidden-until-checked = { $why ->
    [nobody] No estoy seguro de estas imágenes, así que siguen ocultas: en un chat privado solo podría mirarlas quien lleva este bot, y no hay nadie indicado (PINCEL_OWNERS).
    [refused] Alguien de moderación ha mirado estas imágenes y ha decidido no mostrarlas.
    [doubtful] Primero mira estas imágenes alguien de moderación. Hasta entonces nadie más puede verlas ni usarlas.
    [approval] Aquí alguien de moderación mira primero cada imagen. Hasta entonces nadie más puede ver ni usar estas.
   *[reported] Hubo avisos sobre estas imágenes y están ocultas hasta que alguien de moderación las mire.
}
problem-not-yours-to-clear = Solo alguien de moderación puede volver a mostrar imágenes con avisos.
cmd-favourite = Añade una imagen a tus favoritas, o la quita
    .variant = Número de la imagen
    .generation = Número del conjunto (#12); si falta, el más reciente
    .example = /favourite 3
favourite-which = ♥ ¿Cuál?
favourite-on = ♥ La imagen { $variant } de #{ $number } ya está entre tus favoritas.
favourite-off = La imagen { $variant } de #{ $number } ya no está entre tus favoritas.
cmd-gallery = Mira tus imágenes y tus favoritas
    .show = Tus imágenes o tus favoritas
    .before = Dónde empieza la página
    .example = /gallery favoritas
gallery-title = { $show ->
    [favourites] ♥ Tus favoritas
   *[other] 🖼 Tus imágenes
}
gallery-row = #{ $number }{ $variant ->
    [0] { "" }
   *[other] { " " }imagen { $variant }
} · { $day } · «{ $prompt }»{ $status ->
    [done] { "" }
    [failed] { " " }· no se pintó
   *[other] { " " }· pintándose
}
gallery-empty = { $show ->
    [favourites] Todavía no tienes favoritas. Usa /favourite con una imagen que te guste.
   *[other] Todavía no tienes imágenes. Prueba: /imagine un gato en la luna.
}
cmd-download = Todas las imágenes de un conjunto con su receta, en un zip
    .generation = Número del conjunto (#12); si falta, el más reciente
    .example = /download 12
download-ready = 📦 { $pictures ->
    [one] Una imagen
   *[other] { $pictures } imágenes
} con la receta.

# --- La casa
cmd-models = Conoce a los pintores: virtudes, rapidez, calidad y precio
    .model = Un modelo, para leerlo todo sobre él
    .page = Qué página de la lista
    .example = /models
models-title = **Pintores** · ⚡ rapidez · ◆ calidad · unidades por imagen · segundos
models-line = { $group ->
    [retired] { $title } → { $heirs }
    [key] { $title } · { $speed } { $quality } · { $units }{ $retiring ->
        [none] { "" }
       *[other] { " " }· ⏳ { $retiring }
    }
   *[usable] **{ $title }** · { $speed } { $quality } · { $units } · { $seconds } s{ $retiring ->
        [none] { "" }
       *[other] { " " }· ⏳ { $retiring }
    }
        { $strength } (`{ $id }`)
}
ratio-name = { $name ->
    [square] cuadrado
    [portrait] vertical
    [landscape] horizontal
    [story] historia
    [link] enlace
   *[other] { $name }
}
models-choice = { $group ->
    [retired] { $title } → { $successor }
    [key] 🔑 { $title }
   *[usable] { $title } · { $speed } { $quality } · { $units ->
        [one] 1 unidad
       *[other] { $units } unidades
    }
}
models-heir = { $here ->
    [none] { $heir }
    [same] 🔑 { $heir }
   *[other] 🔑 { $heir } ({ $here })
}
models-group = { $group ->
    [retired] **Ya no están**; cada uno con quien lo sigue{ $here ->
        [none] :
        [several] . Si ese necesita una clave (🔑), entre paréntesis quién pinta aquí mientras tanto:
       *[other] . Si ese necesita una clave (🔑), mientras tanto pinta aquí { $here }:
    }
    [key] **Con una clave** ({ $count }; unidades por imagen). Quien lleva este bot la pone en sus ajustes; luego `pincel doctor` dice si funciona.
   *[usable] **Pintan aquí** ({ $count })
}
models-card = { $group ->
    [retired] 💤 **{ $title }** (`{ $id }`)
    [key] 🔑 **{ $title }** (`{ $id }`)
   *[usable] **{ $title }** (`{ $id }`)
}
    { $strength }
    { $speed } { $quality } · { $units ->
        [0] ya no se ofrece
        [one] 1 unidad por imagen
       *[other] { $units } unidades por imagen
    } · unos { $seconds } s · { $images ->
        [one] 1 imagen
       *[other] hasta { $images } imágenes
    } por vez · hasta { $longest } px
    Admite: { $takes ->
        [none] solo palabras
       *[other] { $takes }
    }
models-card-end = { $group ->
    [retired] { $reason } { $here ->
        [none] En su lugar pinta { $heir }.
       *[other] Lo sigue { $heir }, que necesita una clave; mientras tanto, aquí pinta { $here }.
    }
    [key] Pintará aquí en cuanto quien lleva este bot configure { $service }.{ $retiring ->
        [none] { "" }
       *[other] { " " }Deja de funcionar el { $retiring }.
    }
   *[usable] { $retiring ->
        [none] `/imagine` con el modelo `{ $id }` lo usa.
       *[other] Deja de funcionar el { $retiring }. { $reason }
    }
}
models-choices = { $what ->
    [ratio] Formas
    [resolution] Resolución
    [quality] Calidad
   *[creativity] Creatividad
}: { $choices }
models-takes-most = { $takes } (hasta { $most })
models-takes-price = { $takes } ({ $units ->
    [one] 1 unidad
   *[other] { $units } unidades
})
models-service = { $provider ->
    [krea] **Krea** (`PINCEL_KREA_KEY`)
    [openai] **OpenAI** (`PINCEL_OPENAI_KEY`)
    [azure] **Azure OpenAI** (`PINCEL_AZURE_API` y `PINCEL_AZURE_KEY`)
    [server] **un servidor como el de OpenAI** (`PINCEL_SERVER_API`)
    [bfl] **Black Forest Labs** (`PINCEL_BFL_KEY`)
    [gemini] **Google Gemini** (`PINCEL_GEMINI_KEY`)
    [fal] **fal** (`PINCEL_FAL_KEY`)
    [replicate] **Replicate** (`PINCEL_REPLICATE_KEY`)
    [sdapi] **AUTOMATIC1111, Forge o sd.cpp** (`PINCEL_SDAPI_API`)
    [horde] **AI Horde** (`PINCEL_HORDE_KEY`)
    [local] **un modelo en su propio ordenador** (`PINCEL_LOCAL_MODEL`)
   *[other] **{ $provider }**
}
models-takes = { $what ->
    [ratio] forma de la imagen
    [image-prompt] imágenes de apoyo
    [init-image] imagen que cambiar
    [style-reference] imagen de estilo
    [image-styles-lora] estilos entrenados (todavía no desde aquí)
    [character-reference] imágenes de un personaje
    [mask] máscara
    [speaks] palabras sobre las imágenes adjuntas (su estilo, su gente)
    [presets] estilos listos
    [raw] crudo
    [creativity] creatividad
    [quality] calidad
    [seed] semilla
   *[negative] lo que no debe aparecer
}
models-auto = `auto` elige el que mejor va con tus palabras y tus unidades, y dice por qué.
models-one = `/models flux` lo cuenta todo sobre uno de ellos.
models-more = { $group ->
    [key] Con una clave ({ $count })
    [retired] Ya no están ({ $count })
   *[none] Más
}
cmd-language = Elige en qué idioma te hablo
    .to = en, es, zh… o auto
    .example = /language es
language-which = 🌍 ¿En qué idioma te hablo?
language-set = 👍 A partir de ahora te hablo en español.
language-follows = 👍 Vuelvo a seguir el idioma de la sala y el de tu aplicación.
problem-unknown-language = Todavía no hablo «{ $given }». Elige uno de estos: { $choices }.
cmd-settings = Configura esta sala (moderadores)
    .audience = Para quién son las imágenes
    .model = Pintor cuando nadie elige; auto decide
    .units = Unidades que cada persona puede gastar al día
    .painting = Pintar con todos los modelos, solo con gratuitos o nada
    .room_units = Unidades al día para todos juntos; 0: sin límite
    .money = Dólares al mes para modelos de pago; 0: solo gratuitos
    .language = Idioma de la sala, o auto
    .ballots = Mostrar el recuento mientras se vota, u ocultarlo
    .vote_minutes = Minutos hasta que cierra una votación
    .challenge_minutes = Minutos hasta que cierra un reto
    .tries = Intentos de cada persona en un reto
    .vote_with = Con qué se vota, donde el chat tenga ambas cosas
    .results_as = Una hoja numerada o imágenes sueltas
    .approval = Alguien que modera aprueba cada imagen antes de que la vean
    .log = La sala donde se cuentan los casos: di antes «aquí» allí; off para ninguna
    .reports = Cuántos avisos ocultan una imagen
    .retention = Días que se guardan las palabras rechazadas
    .example = /settings --público niños --unidades 100
settings-shown = ⚙️ Esta sala:
settings-changed = ⚙️ Hecho. En esta sala ahora:
settings-audience = Público: { $value ->
    [children] niños
    [teens] adolescentes
   *[adults] adultos (apto para el trabajo)
}
settings-model = Pintor: { $value }
settings-units = Unidades por persona y día: { $value } (una imagen de { $model } cuesta { $price ->
    [one] 1 unidad
   *[other] { $price } unidades
}; se renuevan a medianoche UTC)
settings-language = Idioma: { $value }
settings-ballots = Recuento de votos: { $value ->
    [hidden] oculto hasta el cierre
   *[visible] visible
}
settings-vote-minutes = Una votación cierra a los { $value } min
settings-challenge-minutes = Un reto cierra a los { $value } min
settings-tries = Intentos por persona: { $value }
settings-vote-with = Se vota con { $value ->
    [buttons] botones
   *[reactions] reacciones o una encuesta, donde el chat las tenga
}
settings-results-as = Resultados: { $value ->
    [gallery] imágenes sueltas una junto a otra, donde el chat pueda
   *[sheet] una sola hoja numerada
}
problem-budget-spent = { $title } necesita { $units ->
    [one] 1 unidad
   *[other] { $units } unidades
} para esto, y hoy te { $left ->
    [one] queda 1
   *[other] quedan { $left }
} en esta sala. Mañana (UTC) tendrás más.{ $left ->
    [0] { "" }
   *[other] { " " }Hasta entonces, quizá baste con una sola imagen (`--cantidad 1`) o un modelo más barato (`/models`).
}
cmd-help = Qué sé hacer, y cómo
    .command = El comando que quieres conocer mejor
    .example = /help imagine
help-title = 🎨 **Soy Pincel. Hacemos imágenes entre todos.** Prueba: `/imagine un perro junto a la torre Eiffel al amanecer`
help-line = **/{ $command }** – { $description }
help-more = Todo sobre uno de ellos, con un ejemplo: `/help imagine`
help-option = `--{ $option }` { $description }
help-choices = { $description } ({ $choices })
help-range = { $description } (de { $low } a { $high })
help-required = { $description } – necesario
help-example = Por ejemplo: `{ $example }`
cmd-export = Todo lo que sé de ti, en un zip
    .part = Qué parte, cuando es grande
    .example = /export
export-ready = 📦 Esto es todo lo que sé de ti{ $parts ->
    [one] .
   *[other] , parte { $part } de { $parts }.
}
cmd-forget = Borra todo lo que sé de ti
    .confirm = sí borra para siempre
    .example = /forget
forget-sure = 🗑 **¿Seguro?** No se puede deshacer.
    • **Se borra:** tus imágenes, votos, intentos, puntos y ajustes.
    • **Se queda hasta medianoche (UTC):** cuántas unidades usaste hoy, sin tu nombre, para que nadie las reciba dos veces.
forget-done = Hecho. Ya no sé nada de ti. Vuelve cuando quieras.

## Imágenes enviadas y palabras para quien no puede ver
problem-upload-too-large = Ese archivo es demasiado grande: una imagen puede tener como mucho { $limit_mb } MB. Envía una más pequeña.
problem-upload-not-a-picture = Eso no es una imagen que yo pueda abrir. Envía un archivo JPEG, PNG, WebP o GIF.
problem-upload-too-many-pixels = Esa imagen tiene { $megapixels } megapíxeles y puedo aceptar como mucho { $limit }. Envía una más pequeña.
problem-upload-broken = Esa imagen está dañada o incompleta y no puedo abrirla. Guárdala otra vez o envía otra.
alt-picture = { $count ->
    [1] Una imagen
   *[other] Imagen { $variant } de { $count }
} para «{ $prompt }»{ $style ->
    [none] .
    [storybook] , como un cuento ilustrado.
    [watercolour] , en acuarela.
    [pixel] , como pixel art.
    [neon] , con luz de neón.
    [pencil] , a lápiz.
    [oil] , como una pintura al óleo.
    [comic] , como un cómic.
    [paper] , en papel recortado.
    [ink] , en tinta china.
   *[other] , estilo: { $style }.
}{ $known ->
    [yes] {" "}Se ve: { $seen }.
   *[no] {""}
}
alt-sheet = { $count } imágenes numeradas, una junto a otra, para «{ $prompt }»{ $style ->
    [none] .
    [storybook] , como un cuento ilustrado.
    [watercolour] , en acuarela.
    [pixel] , como pixel art.
    [neon] , con luz de neón.
    [pencil] , a lápiz.
    [oil] , como una pintura al óleo.
    [comic] , como un cómic.
    [paper] , en papel recortado.
    [ink] , en tinta china.
   *[other] , estilo: { $style }.
}{ $known ->
    [yes] {" "}Se ve: { $seen }.
   *[no] {""}
}
alt-challenge = La imagen del juego de adivinanzas. Descubrir lo que muestra es cosa tuya.

# --- La terminal
terminal-only-to = solo para { $name }
terminal-ballot = escribe de `1` a `{ $choices }`
terminal-hello = **¡Hola, { $name }!** Esta es una sala para todos los que usen este teclado. Prueba: `/imagine un zorro rojo en la nieve`
    Con `as bob: vota 2` Bob actúa una vez; con `as bob` pasa a escribir él. `a1` pulsa el botón de ese nombre, `/help` muestra lo demás y `exit` cierra.
problem-terminal-name = «{ $given }» no puede ser un nombre aquí. Usa de una a 32 letras, sin dos puntos.
problem-terminal-no-buttons = Todavía no hay botones que pulsar. Empieza con /imagine y tu deseo.
problem-terminal-no-such-button = Aquí no hay ningún botón «{ $given }»; los últimos son { $known }.
problem-out-folder = No puedo guardar archivos en { $path } ({ $reason }). Elige otra carpeta con --out o PINCEL_OUT, o libera espacio.

# --- La línea de comandos
cli-about = Pincel: un bot de chat para crear imágenes en compañía.
cli-usage = Uso
cli-commands = Comandos
cli-arguments = Lo que indicas
cli-options = Opciones
cli-more = Más sobre cada uno: { $pincel } imagine --help
cli-help = muestra esta ayuda
cli-language = idioma de todos los mensajes: { $choices }
cli-version = muestra la versión
cli-failure = { $sentence } (código { $reference })
cli-interrupted = Detenido.
cli-run = Conversa en los chats configurados; si no hay, en esta terminal
cli-chat = Crea imágenes y juega aquí en la terminal, a solas o en grupo
    .name = quién escribe primero, y modera; tu nombre de usuario si no lo indicas
    .moderator = otra persona que también modera (se puede repetir)
    .pictures = imágenes como bloques de color (blocks), como rutas (paths) o auto
    .out = carpeta para las imágenes
cli-demo = Míralo todo en un minuto: imágenes, votación y adivinanza
    .out = carpeta para las imágenes
    .pictures = imágenes como bloques de color (blocks), como rutas (paths) o auto
cli-imagine = Crea imágenes a partir de palabras
    .prompt = lo que te gustaría ver
    .model = qué modelo pinta; auto elige el mejor
    .ratio = forma, como 3:2, square o story
    .count = cuántas imágenes, de 1 a 4
    .seed = un número; el mismo número da las mismas imágenes
    .variety = 0 para repetir exactamente, 1 para variar libremente
    .style = un estilo, como watercolour o pixel
    .negative = lo que no debe aparecer, si el modelo sabe quitarlo
    .quality = con cuánto detalle, por ejemplo baja o alta
    .resolution = qué tamaño, por ejemplo 1K o 2K
    .creativity = con cuánta libertad leer las palabras
    .raw = sí: tal como pinta el modelo, sin retoque
    .picture = archivo de una imagen de referencia; puede repetirse
    .style-picture = archivo de una imagen en cuyo estilo pintar
    .style-strength = cuánto cuenta ese estilo, de 0 a 100
    .character = archivo de una imagen de alguien que debe aparecer
    .out = carpeta para las imágenes
    .json = escribe un objeto JSON
cli-imagine-saved = { $model } · semilla { $seed } · { $width } × { $height } · { $units ->
    [one] 1 unidad
   *[other] { $units } unidades
} · { $seconds } s
cli-imagine-missing = No pude dibujar: { $words }
cli-review = Pregunta al filtro qué opina de un texto
    .text = el texto
    .file = un archivo con un texto por línea, o uno .jsonl con un objeto por línea que tenga `"text"`
    .audience = para quién es: children, teens o adults
    .json = escribe un objeto JSON por línea
cli-review-verdict = { $verdict ->
    [allow] ✓ bien
    [review] ? lo tiene que ver una persona
   *[block] ✗ rechazado
}{ $rule ->
    [none] { "" }
   *[other] { " " }(`{ $rule }`)
} · { $text }
cli-score = Puntúa un intento frente a un secreto, de 0 a 100 por sentido
    .secret = la frase que había que adivinar
    .guess = el intento
    .file = un archivo .jsonl con un objeto por línea que tenga `"secret"` y `"guess"`
    .json = escribe un objeto JSON por línea
cli-score-result = { $points } de 100{ $hits ->
    [none] { "" }
   *[other] { " " }· nombrado: { $hits }
}
cli-models = Muestra los modelos que pueden pintar
    .name = un modelo, para leerlo todo sobre él
    .json = escribe una lista JSON
cli-models-column = { $what ->
    [title] modelo
    [speed] rapid.
    [quality] cal.
    [images] imgs
    [units] unid.
    [usd] $
    [seconds] seg
    [px] px
   *[takes] admite
}
problem-cli-models-unknown = No conozco ningún modelo llamado «{ $name }».{ $nearest ->
    [none] { "" }
   *[other] { " " }¿Querías decir «{ $nearest }»?
} Con `{ $pincel } models` los ves todos.
cli-models-takes = imgs: imágenes por vez; unid. y $: por una imagen, como máximo; px: lado mayor como máximo; admite: { $marks }, ~ con palabras sobre las imágenes adjuntas
cli-doctor = Revisa qué está configurado y dice qué hacer con lo que falla
cli-db = Cuida la base de datos
    .action = upgrade la lleva a esta versión; backup hace una copia
cli-db-upgraded = La base de datos de { $path } está lista (versión { $version }).
cli-db-saved = Copia guardada: { $path }
problem-bad-setting = El ajuste { $name } no puede ser «{ $given }». Admite: { $allowed }.
problem-unreadable-env-file = No puedo leer los ajustes de { $path }. Tiene que ser un archivo de texto en UTF-8, como .env.example.
problem-cli-unknown-command = No conozco «pincel { $given }». { $nearest ->
    [none] Con `{ $pincel } --help` ves todo lo que sé hacer.
   *[other] ¿Querías decir `{ $pincel } { $nearest }`?
}
problem-cli-unknown-option = «pincel { $command }» no tiene la opción «{ $given }». { $nearest ->
    [none] Con `{ $pincel } { $command } --help` las ves todas.
   *[other] ¿Querías decir `{ $nearest }`?
}
problem-cli-needs = Falta algo: { $option }. Con `{ $pincel } { $command } --help` ves cómo se escribe.
problem-cli-too-much = No sé qué hacer con «{ $given }». Con `{ $pincel } { $command } --help` ves cómo se escribe.
problem-unreadable-file = No puedo leer { $path } ({ $reason }).
problem-broken-line = Me salto la línea { $line } de { $path }: tiene que ser un objeto JSON con { $fields } como textos.

# --- El chequeo
doctor-python = Python { $version }
doctor-python-bad = Python { $version } no sirve. Instala Pincel con Python 3.11, 3.12 o 3.13.
doctor-packages = { $count } paquetes están instalados en su versión exacta
doctor-packages-bad = Faltan o son de otra versión: { $names }. Vuelve a instalar Pincel (lo hace make demo).
doctor-data = Se puede escribir en la carpeta de datos { $path }; quedan { $free } GB libres
doctor-data-new = La carpeta de datos { $path } aún no existe; la crea el primer arranque. Quedan { $free } GB libres
doctor-data-full = Solo quedan { $free } GB libres para la carpeta de datos { $path }. Libera espacio o pon en PINCEL_DATA otra carpeta.
doctor-data-bad = No se puede escribir en la carpeta de datos { $path } ({ $reason }). Da permiso a este usuario o cambia PINCEL_DATA.
doctor-database = La base de datos tiene la versión { $version }, la de este programa
doctor-database-new = Aún no hay base de datos; la crea el primer arranque
doctor-database-old = La base de datos tiene la versión { $version } y este programa la { $wanted }. El próximo arranque la actualiza tras hacer una copia.
doctor-database-bad = No se puede usar la base de datos: { $reason }
doctor-encoder = El codificador de frases (puntos y filtro) funciona
doctor-check = La revisión de imágenes funciona
doctor-sprites = Los dibujos del pintor de bocetos se pueden leer: { $count }
doctor-broken = { $part } no funciona ({ $reason }). Vuelve a instalar Pincel (lo hace make demo).
doctor-faces = No hay ningún chat conectado: Pincel conversa en esta terminal ({ $pincel } chat)
doctor-settings = Entiendo todos los ajustes
doctor-clock = El reloj marca { $time }
doctor-clock-bad = El reloj marca { $time }, y no puede ser. Las votaciones y los retos se cierran según el reloj: ponlo en hora.
doctor-clock-back = El reloj marca { $time }, pero la base de datos se escribió el { $newest }. Revisa el reloj.
doctor-well = Todo está bien.
doctor-ill = Revisa lo que está marcado con ✗.

# --- Adivina la frase
cmd-challenge = Juega a adivinar: pinto un secreto y ustedes descubren qué es
    .minutes = Cuántos minutos dura el juego
    .prompt = Tu propio secreto; solo en un chat privado conmigo, para que nadie más lo lea
    .tries = Cuántos intentos tiene cada persona
    .picture = El número de una imagen que pinté para tu propio secreto
    .close = Termina ya el juego y revela el secreto (quien lo abrió, su autor o quien modera)
    .thread = En un hilo propio, donde el chat tiene hilos (Discord)
    .example = /challenge --minutos 15 --intentos 3
challenge-painting = 🎭 Estoy pintando un secreto. En un momento lo verán aquí y podrán adivinar.
challenge-thread = Adivina la descripción #{ $number }
challenge-painting-own = 🎭 Estoy pintando tu secreto. Solo tú lo verás.
challenge-own-how = 🤫 Aquí no, ¡que todos leerían tu secreto! Escríbeme en un chat privado: `/challenge --idea "tu secreto"`. Allí lo pinto y te doy un número; con ese número abres el juego aquí y nadie sabe qué es.
challenge-prepared = 🤫 Tu secreto **«{ $prompt }»** ya está pintado y solo tú lo has visto. Ahora ve a la sala donde están los demás y escribe `/challenge --imagen { $number }`. Tú no puedes jugar, pero sí ver cómo adivinan.
challenge-prepared-missing = No pude pintar: { $words }. Nadie puede adivinar lo que no se ve; quizá quieras probar con otras palabras.
challenge-running = 🎭 Aquí ya hay un juego en marcha. Todavía puedes adivinar durante { $unit ->
    [hours] { $count } horas
    [days] { $count } días
   *[minutes] { $count ->
        [one] un minuto
       *[other] { $count } minutos
    }
} (hasta: { $time }). Quien lo abrió puede terminarlo: `/challenge --cerrar sí`
challenge-title = 🎭 **¿Qué pinté aquí?** ¡Adivina la frase secreta!
challenge-by = El secreto es de { $name }.
challenge-rules = Escribe /guess y lo que crees que era, con tus palabras y en cualquier idioma (como mucho { $limit } caracteres). Tienes { $tries ->
    [one] un intento
   *[other] { $tries } intentos
}, y solo tú ves lo cerca que estás; al final todos leen tu mejor intento. A partir del segundo intento, cada uno cuesta { $try_cost } puntos, y cada /hint { $hint_cost }; cuenta tu mejor intento.
challenge-closes = ⏳ El secreto se revela en { $unit ->
    [hours] { $count } horas
    [days] { $count } días
   *[minutes] { $count ->
        [one] un minuto
       *[other] { $count } minutos
    }
} ({ $time }).
challenge-over = 🏁 Este juego terminó.
challenge-failed = 😕 No se pudo pintar esta imagen secreta, así que esta vez no hay juego. Inténtalo de nuevo.
challenge-secret = 🏁 El secreto era **«{ $secret }»**
challenge-winner = 🎉 { $found ->
    [yes] ¡Gana **{ $name }**
   *[no] Nadie lo adivinó, pero **{ $name }** fue quien más se acercó: ¡gana
} con { $points ->
    [one] 1 punto
   *[other] { $points } puntos
}!
challenge-nobody = { $players ->
    [0] Esta vez nadie lo intentó. ¡La próxima será tuya!
   *[other] Esta vez nadie se acercó. ¡La próxima será tuya!
}
challenge-line = { $place } { $name } { $bar } { $score } → { $points ->
    [one] 1 punto
   *[other] { $points } puntos
} ({ $guesses ->
    [one] 1 intento
   *[other] { $guesses } intentos
}): «{ $text }»
challenge-more = … y { $count ->
    [one] una persona más
   *[other] { $count } personas más
}.
challenge-standings = 🏆 Clasificación de { $season }:
challenge-too-late = Este juego ya terminó, pero habrá otro.
challenge-taken-back = Quien puso este secreto lo retiró, así que este juego terminó. ¡Ya habrá otro!
challenge-time-up = ⏳ ¡Se acabó el tiempo! El secreto está a punto de revelarse.
challenge-alt-solved = La imagen del juego de adivinar. El secreto era: { $secret }
challenge-button-guess = Adivinar
challenge-button-hint = Pista
challenge-button-top = Clasificación
challenge-button-again = Otro juego
problem-challenge-running = Aquí ya hay un juego en marcha. Escribe /guess y lo que ves.
problem-challenge-closed = Este juego acaba de terminar, así que esto ya no cuenta. Empieza otro con /challenge.
problem-challenge-not-ready = La imagen secreta todavía se está pintando. Un momento, por favor.
problem-no-challenge = Aquí no hay ningún juego en marcha. ¡Empieza uno con /challenge!
problem-no-secret-picture = No conozco ninguna imagen secreta tuya con el número { $number }. Escríbeme en un chat privado: `/challenge --idea "tu secreto"`.
problem-not-yours-to-end = Solo quien abrió el juego, quien puso el secreto o quien modera puede terminarlo antes de tiempo.
problem-secret-played = Con este secreto ya se jugó. Pídeme uno nuevo en un chat privado: `/challenge --idea "tu secreto"`.
problem-deck-rests = Hoy ya pinté { $limit } secretos en esta sala y necesito descansar. Mañana sigo; con un secreto tuyo puedes jugar cuando quieras.
problem-secret-too-long = Un secreto puede tener como mucho { $limit } caracteres; si no, nadie lo adivinaría. Hazlo más corto, por favor.
problem-own-challenge = El secreto es tuyo, así que adivinan los demás. ¡Disfruta mirando!
problem-seen-challenge = Ya has visto este secreto, así que esta vez adivinan los demás.
cmd-guess = Adivina el secreto. Puntos: el acierto menos 4 por cada intento anterior y 10 por cada pista
    .text = Lo que crees que es el secreto, con tus palabras y en cualquier idioma (120 caracteres)
    .challenge = El código del juego, cuando no es el de esta sala
    .example = /guess un perro junto a una torre por la mañana
guess-score = { $symbol } **{ $score } de 100** { $bar } { $warmth ->
    [icy] Helado. ¡Prueba algo muy distinto!
    [cold] Frío, pero algo hay.
    [mild] Te vas acercando.
    [warm] ¡Caliente! Ya tienes una buena parte.
    [hot] ¡Te quemas! Falta muy poco.
    [known] Ya lo habías adivinado.
   *[solved] ¡Lo adivinaste!
}
guess-hits = { $any ->
    [yes] ✅ Vas bien con: { $words }
   *[no] Ninguna de estas palabras acierta todavía.
}
guess-points = Vale { $points ->
    [one] 1 punto
   *[other] { $points } puntos
}.{ $better ->
    [yes] {" "}Sigue contando tu mejor intento: { $best }.
   *[no] {""}
}
guess-left = { $left ->
    [0] Ese fue tu último intento. Hora de la revelación: { $time }.
    [one] Te queda un intento.
   *[other] Te quedan { $left } intentos.
}
guess-solved = { $left ->
    [0] Espera con calma la revelación y no se lo cuentes a los demás.
   *[other] Puedes parar aquí: espera con calma la revelación y no se lo cuentes a los demás.
}
guess-public = 💬 { $name } ha hecho un intento.
guess-public-solved = 🎉 ¡{ $name } lo ha adivinado!
guess-how = 💬 Escribe lo que ves, por ejemplo `/guess un gato en un barco`. Si aquí lo pueden leer los demás, escríbeme en un chat privado: `/guess un gato en un barco --juego { $code }`
guess-how-private = 💬 Escribe lo que ves, por ejemplo { $here ->
    [yes] `/guess un gato en un barco`
   *[no] `/guess un gato en un barco --juego { $code }`
}
problem-guess-too-long = Un intento puede tener como mucho { $limit } caracteres y el tuyo tiene { $given }. Dilo en una frase corta.
problem-guess-empty = Escribe qué crees que pinté, por ejemplo: /guess un gato en un barco
problem-guess-again-same = Eso mismo ya lo dijiste, así que no gasta ningún intento. ¡Dilo de otra manera!
problem-no-tries-left = { $tries ->
    [one] Ya usaste tu único intento
   *[other] Ya usaste tus { $tries } intentos
}. ¡Espera con ganas la revelación!
cmd-hint = Recibe una pista solo para ti. Cada una de las cuatro resta 10 puntos a tus próximos intentos
    .challenge = El código del juego, cuando no es el de esta sala
    .example = /hint
hint-line = 💡 { $number }. { $text }
hint-category = Tema: { $category }
hint-words = { $script ->
    [han] Tiene { $words ->
        [one] un carácter chino
       *[other] { $words } caracteres chinos
    }.
   *[letters] Tiene { $words ->
        [one] una palabra
       *[other] { $words } palabras
    }.
}
hint-things = { $things ->
    [one] Hay una cosa que encontrar.
   *[other] Hay { $things } cosas que encontrar.
}
hint-words-and-things = { $script ->
    [han] Tiene { $words ->
        [one] un carácter chino
       *[other] { $words } caracteres chinos
    }
   *[letters] Tiene { $words ->
        [one] una palabra
       *[other] { $words } palabras
    }
} y { $things ->
    [one] una cosa
   *[other] { $things } cosas
} que encontrar.
hint-initials = Sus primeras letras: { $letters }
hint-word = Una de sus palabras: **{ $word }**
hint-cost = Desde ahora cada intento te cuesta { $cost } puntos más ({ $total } en total). { $left ->
    [0] Esa fue la última pista.
    [one] Queda una pista más.
   *[other] Quedan { $left } pistas más.
}
hint-all = Estas son las cuatro pistas. Volver a leerlas no cuesta nada.
hint-button-more = Otra pista
problem-hint-solved = Ya lo adivinaste, así que no necesitas más pistas.
cmd-top = Mira quién va ganando en los juegos de adivinar de esta sala
    .season = El mes, por ejemplo 2026-11; si no pones nada, este mes
    .example = /top 2026-11
top-title = 🏆 **Juegos de adivinar de { $season }**
top-empty = { $current ->
    [yes] Este mes nadie ha terminado un juego. ¡Empieza uno con /challenge!
   *[no] En { $season } no hubo juegos terminados aquí.
}
top-line = { $place } **{ $name }** { $points ->
    [one] 1 punto
   *[other] { $points } puntos
} · { $games ->
    [one] 1 juego
   *[other] { $games } juegos
} · { $wins ->
    [one] 1 victoria
   *[other] { $wins } victorias
} · mejor acierto { $best }{ $streak ->
    [0] {""}
    [one] {""}
   *[other] {" "}· 🔥 { $streak } días seguidos
}
top-short = { $place } { $name } · { $points ->
    [one] 1 punto
   *[other] { $points } puntos
}
top-mine = { $rank ->
    [0] { $name }, todavía no estás en esta tabla. ¡Juega la próxima!
   *[other] { $name }, vas en el puesto { $rank } de { $players }.
}
problem-bad-season = «{ $given }» no es una temporada. Una temporada es un mes, por ejemplo { $example }.

# --- Memoria: lo que puede pasar con los datos y las imágenes
problem-no-such-picture = En esta serie no hay ninguna imagen { $number }. Elige uno de los números que lleva.
problem-picture-gone = Esta imagen ya no está. Con /retry puedes hacer una nueva.
problem-disk-full = El disco está lleno y no se ha guardado nada. Pide a quien administra este bot que libere espacio en { $path } e inténtalo de nuevo.
problem-data-folder = No puedo usar mis datos en { $path } ({ $reason }). Pide a quien administra este bot que compruebe que se puede escribir en la carpeta o que elija otra.
problem-database-newer = La base de datos { $path } es de una versión más nueva de Pincel (revisión { $revision }); la he dejado como estaba. Usa la versión más nueva o una de las copias de su carpeta backups.

# --- La demostración
demo-wish = Un deseo se convierte en cuatro imágenes
    .lines =
        as Ana: /imagine un zorro rojo en un bosque nevado de noche --semilla 7
demo-vote = Todos votan
    .lines =
        as Bruno: vota 2
        as Carmen: vota 2
        as Li: 3
        as Bruno: 3
        as Carmen: vota 3
        as Ana: /results --cerrar
demo-more = Cada persona en su idioma
    .lines =
        as Carmen: /imagine un faro junto al mar con gaviotas --cantidad 1 --forma 16:9 --semilla 5
        as Li: /language zh
        as Li: /imagine 月光下的猫和花 --数量 1 --风格 水彩 --种子 3
        as Bob: /language en
        as Bob: /imagine a rocket over the city at night --count 1 --style neon --ratio 9:16 --seed 4
        as Bob: d1
demo-game = Adivina la frase
    .lines =
        as Ana: /challenge --minutos 5
        as Bruno: /guess un submarino en el desierto
        as Bruno: /hint
        as Bruno: /guess unos osos sentados alrededor del fuego de noche
        as Carmen: /guess un par de osos al lado de una fogata bajo las estrellas
        as Li: /hint
        as Li: /guess 星空下，两只熊坐在篝火旁边
        as Ana: /challenge --cerrar
        as Ana: /top
demo-end = Esto era Pincel. Las imágenes están en { $out }. Ahora tú: make run

# --- Seguridad: lo que dice el guardián sobre las palabras
problem-prompt-empty = Escribe qué debe verse en la imagen, por ejemplo: un zorro rojo leyendo bajo un árbol.
problem-prompt-too-long = Son { $length } caracteres y caben { $limit } como máximo. Acorta el texto, por favor.
problem-prompt-unreadable = Una parte de tu texto está dañada y no se puede leer. Escríbelo de nuevo, por favor.
problem-refused = { $category ->
    [sexual] No dibujo nada sexual.
    [nudity] En mis imágenes todo el mundo sale con ropa.
    [violence] En esta sala no dibujo a personas ni animales sufriendo daño.
    [gore] En esta sala no dibujo sangre, heridas ni cuerpos sin vida.
    [self-harm] Esto no lo dibujo, porque importa más cómo estás. Si tú o alguien cercano se siente mal, triste o con mucho cansancio: soy un programa, no una persona, y por mí no se entera nadie. Por eso, cuéntaselo hoy a una persona adulta de confianza, por ejemplo de tu casa o de tu escuela. Si no hay nadie cerca, en findahelpline.com están las líneas de ayuda gratuitas de tu país; si hay peligro, llama al número de emergencias.
    [drugs] En esta sala no dibujo drogas ni tabaco.
    [alcohol] En esta sala no dibujo alcohol.
    [hate] No dibujo nada que se burle de las personas o las amenace por ser quienes son.
    [extremism] No dibujo terrorismo, ni los símbolos y héroes del odio.
    [weapons] En esta sala no dibujo armas de fuego, peleas con cuchillos ni otras armas peligrosas (tampoco en imágenes sobre la historia). Lo mismo sin armas, con gusto.
    [profanity] En esta sala no usamos palabrotas.
    [gambling] En esta sala no dibujo apuestas ni casinos.
    [scatology] En esta sala dejo fuera de la imagen los chistes de baño.
    [scary] Esto puede dar pesadillas a alguien. Un fantasma simpático o una casa misteriosa sí se puede.
    [real-people] No dibujo a personas reales de un modo que les haga daño o que cuente algo que no pasó.
    [minors] Esto no lo dibujo en ninguna sala.
    [characters] Este personaje es de alguien. Uno inventado por ti sí se puede.
    [room] Quienes cuidan esta sala prefieren que esto no salga en sus imágenes.
    [private] Aquí no compartas direcciones, teléfonos, correos, cuentas ni contraseñas de personas reales: otros pueden leerlos.
    [help] Esto no lo dibujo, porque lo que escribes importa más. No has hecho nada malo. Soy un programa, no una persona, y por mí no se entera nadie. Por eso, cuéntaselo hoy a una persona adulta de confianza, por ejemplo de tu casa o de tu escuela. Si no hay nadie cerca, en findahelpline.com están las líneas de ayuda gratuitas de tu país; si hay peligro, llama al número de emergencias.
    [injection] Cuéntame solo qué debe verse en la imagen; mis reglas no cambian.
    [unavailable] No he podido revisar tus palabras, así que no he seguido. Inténtalo de nuevo en un momento.
   *[other] Esto no encaja con las reglas de esta sala.
} { $category ->
    [unavailable] {""}
    [help] No tienes que pasar por esto sin compañía.
    [self-harm] No tienes que pasar por esto sin compañía.
    [sexual] No te ha costado nada. Prueba con otras palabras.
    [nudity] No te ha costado nada. Prueba con otras palabras.
    [minors] No te ha costado nada. Prueba con otras palabras.
    [extremism] No te ha costado nada. Prueba con otras palabras.
    [injection] No te ha costado nada. Prueba con otras palabras.
    [private] No te ha costado nada. Prueba otra vez sin esos datos; si crees que es un error, pregunta a alguien que modere esta sala.
   *[other] No te ha costado nada. Prueba con otras palabras.
}

# The sketch painter’s styles
problem-unknown-style = No tengo ningún estilo llamado «{ $name }». Elige uno de estos: { $known }.

# --- Un deseo en el que no hay nada que dibujar
problem-nothing-drawn = { $words ->
    [none] No encontré en él nada que sepa dibujar.
   *[other] No sé dibujar: { $words }.
} Pide algo que se pueda ver (animales, personas, cosas, lugares, el tiempo), en español, inglés o chino; por ejemplo: un zorro rojo bajo un cerezo.

# --- Enumeraciones. `.clash`: cuando la palabra siguiente empieza con el sonido de «y» (hilo, isla) o de «o» (óleo)
list-comma = { $before }, { $item }
list-and = { $before } y { $item }
    .clash = { $before } e { $item }
list-or = { $before } o { $item }
    .clash = { $before } u { $item }

# --- Las opciones y sus valores, como se escriben: minúsculas, cifras, - y _, hasta 32
option-audience = público
    .children = niños
    .teens = adolescentes
    .adults = adultos
option-ballots = recuento
    .hidden = oculto
    .visible = visible
option-before = antes-de
option-challenge = juego
option-challenge_minutes = minutos-reto
option-close = cerrar
option-command = comando
option-confirm = confirmar
option-count = cantidad
option-generation = conjunto
option-language = idioma
option-minutes = minutos
option-model = modelo
option-money = dinero
option-painting = pintar
    .on = sí
    .free = gratis
    .off = no
option-room_units = unidades-sala
option-stop = parar
option-page = página
option-part = parte
option-picture = imagen
option-prompt = idea
option-ratio = forma
option-results_as = resultados-como
    .sheet = hoja
    .gallery = galería
option-season = mes
option-seed = semilla
option-show = mostrar
    .mine = mías
    .favourites = favoritas
option-style = estilo
    .storybook = cuento
    .watercolour = acuarela
    .pixel = píxel
    .neon = neón
    .pencil = lápiz
    .oil = óleo
    .comic = cómic
    .paper = papel
    .ink = tinta
option-text = texto
option-to = idioma
option-thread = hilo
option-reason = motivo
    .scary = miedo
    .hurtful = hiriente
    .unsafe = inapropiado
    .other = otro
option-clear = aprobar
option-tries = intentos
option-units = unidades
option-variant = variante
option-variety = variedad
option-vote_minutes = minutos-votación
option-vote_with = votar-con
    .reactions = reacciones
    .buttons = botones

# --- La primera página de /help: un párrafo breve por grupo; `commands` son sus comandos
help-make = **Crea imágenes:** di qué te gustaría ver.
    { $commands }
help-vote = **Vota** por la que más te guste.
    { $commands }
help-play = **Juega a adivinar:** yo pinto un secreto y todos intentan descubrirlo.
    { $commands }
help-yours = **Lo tuyo:** tus imágenes, tus favoritas y todo lo que sé de ti.
    { $commands }
help-safe = **Que nadie lo pase mal:** di lo que no debería estar aquí; deciden los moderadores.
    { $commands }
help-house = **Ajustes y ayuda**
    { $commands }
progress-draft = Primer boceto de «{ $prompt }»; la imagen definitiva aún se está pintando
progress-draft-below = ✏️ Un primer boceto mientras esperas; la imagen definitiva aún se está pintando.

# --- El terminal, otra vez
terminal-meant = Entiendo comandos, que empiezan con una barra. ¿Quisiste decir `{ $line }`? `/help` los muestra todos.
terminal-talk = ¡Qué gusto leerte! Solo entiendo comandos, que empiezan con una barra: `/imagine un zorro rojo en la nieve` pinta y `/help` muestra lo demás.
terminal-now = Ahora escribe **{ $name }**.
terminal-help = **En este terminal:** `as bob: …` hace que Bob actúe una vez, con `as bob` pasa a escribir él · `2` o `vota 2 #12` vota · `a1` pulsa el botón de ese nombre · `dm: …` o `dm bob: …` es el chat privado conmigo, para un secreto tuyo · `exit` cierra.
terminal-aside = En este terminal, el chat privado es una línea que empieza con `dm:`. Escribe `dm: /challenge --idea "tu secreto"` mientras los demás miran a otro lado; Ctrl-L vacía la pantalla.
problem-terminal-number = ¿Qué hago con { $given }? Para votar escribe `vota { $vote }`; para pulsar un botón, lo que lleva delante, por ejemplo `a1`.
# Palabras de quien no conoce el comando; los números desde el uno
heard-imagine = dibuja dibujar pinta pintar crea crear imagina imaginar imagen imagíname dibújame dibujo genera generar
heard-vote = vota votar voto elige
heard-guess = adivina adivinar adivino
heard-help = ayuda hola buenas empezar comenzar menu que como
heard-hint = pista pistas
heard-challenge = juego jugar reto secreto adivinanza desafío desafiar acertijo
heard-top = clasificacion puntos ranking tabla marcador puntuación
heard-gallery = galeria imagenes álbum dibujos fotos
heard-favourite = favorita favorito corazon favoritos favoritas
heard-results = resultado resultados ganador
heard-retry = repite repetir otra reintenta reintentar
heard-language = idioma lengua habla
heard-numbers = uno dos tres cuatro

problem-not-a-picture = El modelo respondió con algo que no es una imagen. Vuelve a intentarlo o elige otro modelo, por favor.

# Discord
discord-presence = /imagine un zorro rojo
discord-change = Cambiar
discord-no-thread = 🧵 No pude abrir un hilo aquí (hace falta un canal de texto y el permiso «Crear hilos públicos»), así que se juega en el canal.
discord-entry-reuse = Cambiar y repetir
discord-entry-details = Detalles
discord-entry-favourite = Favorita
discord-entry-download = Descargar
discord-entry-report = Avisar
discord-too-large = 📎 { $count ->
    [one] Un archivo es demasiado grande
   *[other] { $count } archivos son demasiado grandes
} para este lugar. Encuentras tus imágenes en /gallery.
discord-missing-permissions = ⚠️ Me faltan permisos en este canal: { $names }. Quien modera puede darlos en los ajustes del canal.
discord-permission-view-channel = Ver canal
discord-permission-send-messages = Enviar mensajes
discord-permission-send-messages-in-threads = Enviar mensajes en hilos
discord-permission-attach-files = Adjuntar archivos
discord-permission-add-reactions = Añadir reacciones
discord-permission-read-message-history = Leer el historial de mensajes
problem-discord-token = Discord no conoce este token. Cópialo de nuevo desde https://discord.com/developers/applications (Bot, Reset Token) en PINCEL_DISCORD_TOKEN.
problem-discord-not-here = Solo atiendo algunos servidores, y este no es uno de ellos.
problem-discord-no-pictures = En este mensaje no hay imágenes mías. Elige un mensaje con imágenes para votar.
problem-picture-too-large = Esta imagen es demasiado grande para este chat.

telegram-write-me-first = { $name }, tengo una respuesta solo para ti. Abre nuestro chat privado y pulsa Iniciar: allí te espera.
telegram-open-private = 💬 Abrir el chat privado
telegram-missing-right = 🔒 { $right ->
    [photos] Aquí no me dejan enviar fotos. Un administrador puede cambiarlo en Permisos.
    [files] Aquí no me dejan enviar archivos. Un administrador puede cambiarlo en Permisos.
   *[messages] En ese grupo no me dejan escribir. Un administrador puede cambiarlo en Permisos; mientras tanto, podemos hablar aquí.
}
telegram-inline-draw = 🎨 Dibujar «{ $wish }»
telegram-inline-draw-how = Funciona en los chats donde estoy
telegram-inline-open = 🎨 Haz una imagen conmigo
problem-telegram-token = Telegram no conoce este token. Cópialo de @BotFather en PINCEL_TELEGRAM_TOKEN, entero, con el número antes de los dos puntos.
problem-telegram-webhook = Telegram no puede traer mensajes a { $address }: { $reason }. Revisa PINCEL_TELEGRAM_WEBHOOK (una dirección https pública) y PINCEL_TELEGRAM_WEBHOOK_LISTEN (host:puerto), o deja vacío el primero.

# --- La línea de comandos y el doctor, otra vez
problem-cli-which-language = ¿Qué idioma? Escribe uno de estos después de --language: { $choices }.
problem-cli-unknown-model = No conozco ningún modelo llamado «{ $given }».{ $nearest ->
    [none] { "" }
   *[other] { " " }¿Querías decir «{ $nearest }»?
} Puedes elegir: { $known }.
problem-database-broken = La base de datos de { $path } está dañada o no es una base de datos. Detén el bot, pon la copia más reciente de su carpeta «backups» en lugar de pincel.db y vuelve a empezar; si no hay copia, aparta pincel.db y se creará una nueva.
doctor-out = Las imágenes se pueden guardar en { $path }
doctor-out-bad = Las imágenes no se pueden guardar en { $path } ({ $reason }). Dale permiso a este usuario, o elige otra carpeta con PINCEL_OUT.
run-faces = Pincel arranca en { $names }. Ctrl-C lo detiene; lo que quede a medias sigue en el próximo arranque.

# --- Resultados que no se pudieron entregar
delivery-elsewhere = 📮 No pude escribir en la sala donde pediste esto, así que aquí lo tienes:
gallery-kept = 📮 { $count ->
    [one] No pude entregarte un resultado; está aquí.
   *[other] No pude entregarte { $count } resultados; están aquí.
}

# --- Una persona, varias plataformas
cmd-link = Une tus cuentas de varias plataformas
    .code = El código que le di a tu otra cuenta
    .confirm = Lo que ponen los botones
    .example = /link
link-code = 🔗 Tu código, válido durante diez minutos: `{ $code }`
    1. Con tu otra cuenta, abre un chat privado conmigo y envía `/link { $code }`
    2. Vuelve aquí y pulsa el botón de abajo.
    Nadie más necesita este código; no lo escribas nunca en un grupo.
link-not-yet = Nadie ha escrito tu código todavía. Envíamelo desde tu otra cuenta y vuelve a pulsar.
link-asked = 🔗 Este código es de **{ $name }** en { $platform }. Si dices que sí, tus imágenes, favoritas y puntos serán también de esa cuenta, y cualquiera de las dos podrá verlo y borrarlo todo. Di que sí solo si esa cuenta **también es tuya**. Si alguien te dio este código, di que no.
link-agreed = 🔗 Ya casi está. Ve a tu otra cuenta y pulsa el botón que hay bajo el código; debe mostrar la marca `{ $mark }`.
link-confirm = 🔗 **{ $name }** en { $platform } ha escrito tu código. Al otro lado se ve la marca `{ $mark }`. ¿Eres tú? Entonces tendrás un solo historial y cualquiera de las dos cuentas podrá hacer todo con él. Si no lo tienes claro, di que no.
link-done = ✅ Hecho. Para mí, tú y **{ $name }** en { $platform } son ahora la misma persona. /unlink lo deshace.
link-declined = ✋ No se unió nada y el código ya no sirve.
link-button-look = Ya lo he escrito
link-button-yes = Sí, soy yo
link-button-no = No
link-button-back = Echarme atrás
link-button-agree = Sí, esa cuenta también es mía
problem-link-in-public = Otros pueden leer esto, así que ese código ya no sirve. Pide otro con /link y envíamelo en un chat privado.
problem-link-no-such-code = No conozco este código. Quizá ya se usó o tiene más de diez minutos: pide otro con /link en tu otra cuenta.
problem-link-too-often = Fueron demasiados códigos equivocados. Espera { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
}, por favor.
problem-link-own-code = Ese es tu propio código. Escríbelo con la otra cuenta, la que quieres unir.
problem-link-same-platform = Ya hay una cuenta de { $platform } en cada lado; solo puedo unir una por plataforma.
problem-link-over = Este código ya no sirve. Pide otro con /link.
cmd-unlink = Separa de nuevo tus cuentas unidas
    .confirm = sí las separa
    .example = /unlink
unlink-sure = ✂️ Tus cuentas son { $accounts }. Al separarse, cada una se queda con lo que se hizo en las salas de su plataforma. ¿Quieres hacerlo?
unlink-done = ✂️ Hecho. Cada cuenta va de nuevo por su lado, con lo que se hizo en su plataforma.
unlink-button = Sí, sepáralas
forget-linked = Eso vale para todas tus cuentas unidas: { $accounts }. Para conservar lo de alguna, usa antes /unlink.
problem-not-linked = Esta cuenta no está unida a ninguna otra. /link sirve para eso.

# --- Mostrar una imagen en una sala
cmd-publish = Muestra en esta sala una imagen que hiciste en otro sitio
    .generation = Número del conjunto (#12); el último tuyo si falta
    .example = /publish 12
publish-how = 📣 Escribe /publish con el número de una imagen en la sala que deba verla: por ejemplo, `/publish 12`. Tus números están en /gallery. Solo tú puedes mostrar lo que hiciste en privado.
problem-not-yours-to-publish = Solo quien hizo una imagen puede mostrarla en otro sitio.
problem-nothing-to-publish = Todavía no tienes imágenes terminadas. Empieza con /imagine.
problem-not-for-this-room = Esta imagen no es adecuada para todos los que están aquí, así que no la muestro en esta sala.

# --- Las primeras palabras
cmd-start = Conóceme: lo que podemos hacer juntos
    .payload = Lo que pone un enlace
    .example = /start
start-make = 👋 **¡Hola, { $name }! Soy Pincel.** Dime qué te gustaría ver y lo pinto: `/imagine un zorro rojo en la nieve`. Recibes varias imágenes para elegir.
start-play = 🗳 En un grupo, todos votan por la que más les gusta. Y con /challenge pinto un secreto y entre todos adivinan qué era.
start-yours = 🖼 En /gallery está todo lo que hiciste; con /reuse ves la línea que hay detrás de una imagen. No se comparte nada que tú no compartas, y /forget borra todo lo que sé de ti.
start-button-imagine = Pintar algo
start-button-language = Idioma
start-button-help = Todos los comandos
option-code = código
option-payload = enlace

# --- Qué es una unidad
help-units = **Unidades:** una imagen de { $model } cuesta { $price }. Aquí tienes { $units } al día; se renuevan a medianoche UTC.
doctor-face = { $platform }: el bot se llama { $name }. Invítalo con esta dirección: { $link }
doctor-face-menu = { $platform } aún no muestra estos comandos como los tiene esta versión; el próximo arranque lo corrige: { $names }
doctor-face-unreachable = No se puede llegar a { $platform } ({ $reason }). ¿Hay red, y es correcta la dirección en la configuración?
problem-nothing-shared = No tengo nada que mostrar con este enlace. Quizá la imagen se borró o nunca se compartió.
reuse-share = Para enseñárselo a alguien en otro sitio, dale esto: `/start { $code }`

# --- Lo que puede fallar antes de conectarse
doctor-settings-mistyped = { $name } no me dice nada. { $nearest ->
    [none] En .env.example están todos los ajustes.
   *[other] ¿Querías decir { $nearest }?
}
problem-lost-token = { $name } está vacío, así que no empiezo. Corrígelo en .env y vuelve a empezar.
problem-discord-token-form = Lo que hay en PINCEL_DISCORD_TOKEN no es un token de Discord{ $like ->
    [telegram] {""}. Parece uno de Telegram: ese va en PINCEL_TELEGRAM_TOKEN. ¿Están cambiados los dos?
   *[none] : tiene tres partes separadas por puntos. Cópialo de https://discord.com/developers/applications (Bot, Reset Token).
}
problem-telegram-token-form = Lo que hay en PINCEL_TELEGRAM_TOKEN no es un token de Telegram{ $like ->
    [discord] {""}. Parece uno de Discord: ese va en PINCEL_DISCORD_TOKEN. ¿Están cambiados los dos?
   *[none] : es un número, dos puntos y una larga fila de letras. Cópialo entero de @BotFather.
}
run-waiting = { $name }: todavía sin conexión (no responde); lo intento de nuevo al menos cada minuto. `{ $pincel } doctor` dice más.
run-connected = { $name }: con conexión.

# --- Una sala sin pintura, y lo que se dice en este terminal
problem-painting-off = En esta sala no se pinta por ahora. Pregunta a alguien que modere si eso puede cambiar. Para quien modera: `/settings --pintar sí` y más de 0 `--unidades`.
terminal-as = Escribe quién actúa y qué dice: `as bob: vota 2`. Con `as bob` a secas, desde entonces escribe Bob.
terminal-dm = Escribe detrás lo que solo yo debo oír: `dm: /guess un gato en un barco`, o por otra persona `dm bob: /guess un gato en un barco`.
terminal-code = En el chat privado no hay ningún juego, pero en la sala sí. Di cuál: `--juego { $code }`, por ejemplo `dm: /guess un gato en un barco --juego { $code }`.
terminal-forget = Los archivos que guardé en la carpeta `{ $out }` son tuyos: solo tú los borras.
# Cómo se llaman los idiomas
heard-language-en = inglés
heard-language-es = español castellano
heard-language-zh = chino mandarín

# --- Negativas en la línea de comandos, donde no hay sala ni moderadores
cli-refused = { $category ->
    [help] Esto no lo dibujo, porque lo que escribes importa más. No has hecho nada malo. Soy un programa, no una persona, y por mí no se entera nadie. Por eso, cuéntaselo hoy a una persona adulta de confianza, por ejemplo de tu casa o de tu escuela. Si no hay nadie cerca, en findahelpline.com están las líneas de ayuda gratuitas de tu país; si hay peligro, llama al número de emergencias.
    [self-harm] Esto no lo dibujo, porque importa más cómo estás. Si tú o alguien cercano se siente mal, triste o con mucho cansancio: soy un programa, no una persona, y por mí no se entera nadie. Por eso, cuéntaselo hoy a una persona adulta de confianza, por ejemplo de tu casa o de tu escuela. Si no hay nadie cerca, en findahelpline.com están las líneas de ayuda gratuitas de tu país; si hay peligro, llama al número de emergencias.
    [injection] Di solo qué debe verse en la imagen; mis reglas no cambian.
    [unavailable] No he podido revisar estas palabras, así que no he seguido. Inténtalo de nuevo en un momento.
   *[other] Esto no lo dibujo: las palabras no son para niños. Prueba con otras; `{ $pincel } review "…"` dice qué regla es.
}

# --- A table in which nobody has points
top-nobody = Nadie ha conseguido puntos en { $season } todavía.

# --- Further words by which people call commands
heard-download = descarga descargar bajar
heard-publish = publica publicar comparte compartir
heard-reuse = reutiliza reutilizar edita editar modifica
heard-details = detalles información
heard-models = modelos pintores
heard-settings = ajustes configuración configurar opciones
heard-link = vincula vincular enlaza enlazar conecta
heard-unlink = desvincula desvincular
heard-export = exporta exportar datos
heard-forget = olvida olvidar olvídame borra borrar elimina eliminar

problem-provider-refused = El servicio de imágenes no quiso pintar este deseo. Dilo con otras palabras o elige otro modelo con /models.
problem-provider-busy = El servicio de imágenes tiene demasiado trabajo ahora mismo. Inténtalo de nuevo en un minuto.
problem-provider-out-of-credit = El servicio de imágenes no pintó: la cuenta de este bot se quedó sin saldo. Quien administra el bot puede ver por qué (`pincel doctor`); mientras tanto quizá sirva otro modelo (/models).
problem-provider-bad-key = El servicio de imágenes no acepta la clave de este bot. Quien administra el bot puede ver por qué (`pincel doctor`); mientras tanto quizá sirva otro modelo (/models).
problem-provider-bad-request = El servicio de imágenes no entendió este encargo. Prueba sin las opciones extra o elige otro modelo con /models.
problem-provider-model-gone = Este modelo ya no lo ofrece quien lo hizo. Elige otro con /models.
problem-provider-timeout = El servicio de imágenes no respondió a tiempo. Inténtalo de nuevo.
problem-provider-down = El servicio de imágenes tiene problemas ahora mismo. Inténtalo más tarde o elige otro modelo con /models.
problem-provider-lost = El servicio de imágenes aceptó el pedido, pero no se pudo obtener ninguna imagen. Recuperas tus unidades. Inténtalo de nuevo o elige otro modelo con /models.

telegram-delete-it = 🧹 Por favor, borra tu mensaje del grupo: allí lo pueden leer los demás y yo no tengo permiso para borrarlo.

problem-mask-empty = Esa máscara deja todo como está. Haz transparente o blanca la parte que debe cambiar.
problem-mask-unclear = No distingo en esa máscara qué parte debe cambiar. Envía la imagen con esa parte borrada, o una imagen solo en blanco y negro con esa parte en blanco.
problem-mask-other-shape = Esa máscara no tiene la misma forma que su imagen. Haz que las dos tengan el mismo ancho y alto.
telegram-poll-question = ¿Qué imagen de «{ $prompt }» te gusta más?
telegram-poll-option = Imagen { $number }
telegram-poll-about = El deseo es de { $name }, así que eligen los demás. Puedes cambiar tu voto hasta que se cierre la votación.

doctor-services = No hay ningún servicio de imágenes configurado: el bot pinta sus propios bocetos gratis. Una clave en .env (PINCEL_KREA_KEY…) añade modelos de verdad.
doctor-service = { $service } responde y acepta la clave{ $facts ->
    [none] {""}
   *[other] { " " }({ $facts })
}. Modelos: { $models }
doctor-service-unasked = { $service } está configurado; si su clave es correcta solo se ve cuando pinta. Modelos: { $models }
doctor-service-bad-key = { $service } no acepta la clave. Mira si { $variable } está completa y sigue siendo válida allí.
doctor-service-no-credit = { $service } acepta la clave, pero a la cuenta no le queda saldo. Recárgala allí.
doctor-service-unreachable = No se puede llegar a { $service } ({ $reason }). ¿Hay red, y es correcta { $address } si la pusiste?
doctor-service-busy = { $service } responde que ahora mismo se le pregunta demasiado. Prueba de nuevo en un minuto.
doctor-service-model-gone = { $service } dice que un modelo ya no existe ({ $reason }). Quizá un Pincel más nuevo conozca su sucesor.
doctor-service-trouble = { $service } responde con problemas ({ $reason }). Si sigue así, mira su página de estado.
doctor-models-ended = Sus creadores han apagado estos modelos: { $names }. Actualiza Pincel o elige otros (/settings, /models).
doctor-models-ending = Sus creadores apagarán pronto estos modelos: { $names }.
heard-cancel = cancelar parar detener deshacer

telegram-hello = 👋 ¡Hola a todos! Soy Pincel. Escribe `/imagine un zorro rojo en la nieve` y lo pinto; después se elige entre todos la imagen que más guste. /challenge abre un juego de adivinar. Mientras un administrador no diga otra cosa con /settings, dibujo para niños.
telegram-photo = 📷 Todavía no puedo trabajar con fotos, y no he mirado la tuya. { $words ->
    [yes] Pinto solo a partir de tus palabras.
   *[no] Dime con palabras qué te gustaría ver.
}
telegram-other = 🙂 Solo entiendo palabras. Dime qué te gustaría ver, por ejemplo: un zorro rojo en la nieve.

problem-room-budget-spent = Esto necesita { $units ->
    [one] 1 unidad
   *[other] { $units } unidades
} y hoy a esta sala le quedan { $left } para todos juntos. Se renuevan a medianoche UTC; votar, adivinar y tu galería siguen.
problem-money-spent = { $where ->
    [all] El dinero del bot para modelos de pago se ha acabado por este mes.
   *[room] El dinero de esta sala para modelos de pago se ha acabado por este mes.
} Desde el día 1 (UTC) hay dinero nuevo. El boceto gratuito sigue: añade `--modelo sketch` o deja que yo elija el modelo.
problem-painting-stopped = { $where ->
    [all] Quien lleva este bot ha parado por ahora todos los modelos de pago.
   *[room] Quienes moderan esta sala solo dejan pintar a los modelos gratuitos.
} El boceto gratuito sigue: añade `--modelo sketch` o deja que yo elija el modelo.
auto-free = Auto eligió { $title }: es gratis, y para los de pago aquí ya no queda dinero o están parados.
heard-finish = terminar acabar mejorar refinar pulir

# --- Lo que solo aceptan algunos modelos
problem-option-not-offered = { $title ->
    [none] Ninguno de los modelos de aquí acepta
   *[other] { $title } no acepta
} { $what ->
    [image-prompt] imágenes de referencia
    [init-image] una imagen de partida
    [style-reference] una imagen de estilo
    [character-reference] una imagen de un personaje
    [image-styles-lora] estilos entrenados
    [mask] una máscara
    [negative] palabras sobre lo que no debe aparecer; dilo en el deseo, por ejemplo: «una calle sin coches»
    [quality] que elijas la calidad
    [resolution] que elijas la resolución
    [creativity] que elijas la creatividad
   *[raw] «crudo»
}. { $usable ->
    [none] { $keyed ->
        [none] Ningún modelo que conozco lo hace. Quítalo y pintaré con gusto.
       *[other] Con una clave que puede poner quien lleva este bot, lo harían: { $keyed }{ $more ->
            [yes] {" "}y otros
           *[no] {""}
        }. Quítalo y pintaré con gusto.
    }
   *[other] Aquí lo hacen: { $usable }{ $more ->
        [yes] {" "}y otros
       *[no] {""}
    }.
}
problem-value-not-offered = { $title } no conoce { $what ->
    [quality] la calidad
    [resolution] la resolución
   *[creativity] la creatividad
} «{ $given }». Puede con: { $offered }.
problem-too-many-inputs = { $title } acepta como mucho { $limit ->
    [one] una imagen
   *[other] { $limit } imágenes
} de ese tipo, no { $given }.
problem-options-not-together = Ningún modelo de aquí puede con todo eso a la vez. Quita algo o nombra un modelo: /models muestra lo que puede cada uno.
problem-negative-too-long = Lo que no debe aparecer tiene { $length } caracteres, y acepto como mucho { $limit }.
problem-negative-refused = La ropa, y todo lo que hace que una imagen sea apta para todos, no se puede quitar. Lo feo sí, por ejemplo: sangre, armas, texto. No se cobró nada.
problem-upload-refused = Tu imagen no pasó el control de seguridad de esta sala, así que no la uso. Envía otra, por favor. No se guardó ni se cobró nada.
problem-picture-number = No encuentro ninguna imagen «{ $given }». Nombra una tuya o de esta sala por su número, como 12, o 12.3 para la tercera imagen del grupo 12.
problem-picture-file = No encuentro ningún archivo de imagen en «{ $path }».
problem-strength-without-picture = «{ $option }» dice cuánto cuenta una imagen de estilo, y no vino ninguna. Añade una, por favor.
problem-pictures-of-others = Las imágenes en que se basó el grupo n.º { $number } son de quien lo hizo.
problem-form-too-small = Este deseo tiene más opciones de las que caben en un formulario. Copia la línea de arriba, cambia lo que quieras y envíala.
imagine-picture-unused = 📷 No he mirado tu imagen: { $title } pinta solo a partir de palabras.

settings-painting = Pintar: { $value ->
    [off] no
    [free] solo con modelos gratuitos
   *[on] sí
}
settings-room-units = Unidades para todos juntos: { $value ->
    [0] sin límite
   *[other] { $value } al día
}
settings-money = Dinero para modelos de pago: { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) } US$ al mes
cmd-budget = Lo que te queda hoy; para quien modera, quién gastó cuánto
    .stop = Parar los modelos de pago en todas las salas: sí o no (quien lleva el bot)
    .example = /budget
heard-budget = presupuesto monedero cartera dinero unidades precio precios coste costo saldo
budget-own = 💰 **Te quedan { $left } de { $limit } unidades** hoy en esta sala; se renuevan a las { $again }.
budget-together = Entre todos se han gastado hoy { $spent } de { $limit } unidades.
budget-price = Una imagen de { $model } cuesta { $price ->
    [one] 1 unidad
   *[other] { $price } unidades
}.
budget-stopped = 🛑 Los modelos de pago están parados desde { $since }; los gratuitos siguen.
budget-month = **Esta sala este mes:** gastados { NUMBER($spent, minimumFractionDigits: 2, maximumFractionDigits: 2) } de { NUMBER($limit, minimumFractionDigits: 2, maximumFractionDigits: 2) } US$; quedan { NUMBER($left, minimumFractionDigits: 2, maximumFractionDigits: 2) } US$ hasta { $again }.
budget-spender = { $known ->
    [no] Personas que pidieron que las olvidara
   *[yes] { $name }
}: { $units ->
    [one] 1 unidad
   *[other] { $units } unidades
} · { NUMBER($money, minimumFractionDigits: 2, maximumFractionDigits: 2) } US$
budget-everywhere = **Todas las salas este mes:** gastados { NUMBER($spent, minimumFractionDigits: 2, maximumFractionDigits: 2) } de { NUMBER($limit, minimumFractionDigits: 2, maximumFractionDigits: 2) } US$; quedan { NUMBER($left, minimumFractionDigits: 2, maximumFractionDigits: 2) } US$ hasta { $again }.
budget-room = { $platform } `{ $room }`: { $units ->
    [one] 1 unidad
   *[other] { $units } unidades
} · { NUMBER($money, minimumFractionDigits: 2, maximumFractionDigits: 2) } US$
button-stop-paid = Parar los modelos de pago
button-go-on = Reanudar los modelos de pago
problem-owners-only = Eso solo puede hacerlo quien lleva este bot (PINCEL_OWNERS en su configuración).
budget-warning-units = 💰 Con esto has gastado más del 80 % de tus unidades de hoy aquí. `/budget` dice lo que queda.
budget-warning-room-units = 💰 Entre todos ya se ha gastado más del 80 % de las unidades de hoy de esta sala.
budget-warning-room-money = 💰 Para quien modera: se ha gastado más del 80 % del dinero de esta sala para el mes (`/budget`).
budget-warning-all-money = 💰 Para quien lleva este bot: se ha gastado más del 80 % del dinero del mes de todas las salas (`/budget`).

doctor-local = El modelo de esta máquina está en su sitio ({ $facts }); se carga cuando alguien le pide una imagen.
doctor-local-trouble = El modelo de esta máquina no puede pintar ({ $reason }).
gallery-hidden = #{ $number } · { $why ->
    [nobody] 🙈 sigue oculta: no hay nadie que pueda mirarla
    [older] 🙈 no es para todo el mundo aquí
    [refused] 🙈 alguien de moderación decidió no mostrarla
    [reported] 🚩 hubo avisos; sigue oculta hasta que alguien de moderación la mire
   *[doubtful] 🙈 espera a que alguien de moderación la mire
}
option-character = personaje
option-creativity = creatividad
    .raw = cruda
    .low = baja
    .medium = media
    .high = alta
option-earlier = anteriores
option-earlier_as = anteriores_como
    .picture = imagen
    .style = estilo
    .character = personaje
option-negative = sin
option-picture2 = imagen2
option-picture3 = imagen3
option-picture4 = imagen4
option-quality = calidad
    .very_low = muy_baja
    .low = baja
    .medium = media
    .high = alta
    .xhigh = muy_alta
    .max = máxima
    .auto = automática
    .standard = estándar
    .hd = hd
option-raw = crudo
option-resolution = resolución
option-style_picture = imagen_estilo
option-style_strength = fuerza_estilo
help-advanced = Para los modelos que lo aceptan (/models dice cuáles):
details-options = ⚙️ { $options }
details-option = { $what ->
    [negative] sin: { $value }
    [quality] calidad: { $value }
    [resolution] resolución: { $value }
    [creativity] creatividad: { $value }
    [raw] sin retoque
    [style-reference] imágenes de estilo: { $value }
    [character-reference] imágenes de personaje: { $value }
   *[other] imágenes de referencia: { $value }
}
reuse-pictures = 📷 Las imágenes en que se basó son de { $name } y se quedan con quien las envió; la línea va sin ellas.
reuse-negative = Lo que debía quitarse no está en la línea: sus palabras no son para esta sala.
telegram-photo-words = 📷 ¡Bonita imagen! Dime qué hago con ella: envíala otra vez con tus palabras debajo, o respóndele con /imagine y tus palabras.
problem-stopped-meanwhile = Quien lleva este bot ha parado mientras tanto todos los modelos de pago. El boceto gratuito sigue: añade `--modelo sketch` o deja que yo elija el modelo.

# --- Lo que puede estar mal en .env
problem-bad-numbers = El ajuste { $name } no puede ser «{ $given }». Admite números separados por comas, como 123, 456, y no nombres; el README dice dónde encontrarlos.
problem-env-line = No entiendo la línea { $line } de { $path }. { $name ->
    [none] Una línea es un nombre, un «=» y un valor, como PINCEL_LANGUAGE=es. ¿Falta el nombre? En .env.example están todos.
   *[other] Escribe { $name }=... con «=» después del nombre, y comillas en los dos extremos del valor o en ninguno.
}
problem-no-chat = No hay ningún chat donde conversar: no están puestos ni PINCEL_DISCORD_TOKEN ni PINCEL_TELEGRAM_TOKEN (busqué .env en { $path }), y tampoco hay una terminal. Para líneas de una tubería o de un archivo está `{ $pincel } chat`.
doctor-settings-line = La línea { $line } de { $path } pone algo que no conozco. En .env.example están todos los ajustes.
doctor-settings-twice = { $name } está más de una vez en .env: la línea { $last } vale más que la { $first }{ $empty ->
    [yes] {""}, y está vacía. Borra la línea vacía.
   *[no] .
}
report-elsewhere = Puede estar también en mensajes que no pude cambiar: donde se mostró, o como ganadora. Si la ves ahí, bórrala o pídeselo a alguien de moderación.
cli-models-price = { $usd ->
    [none] Una imagen no cuesta dinero.
   *[other] { $dearest ->
        [none] Una imagen cuesta como máximo { $usd } US$.
       *[other] Una imagen cuesta como máximo { $usd } US$; con la opción más cara, { $dearest } US$.
    }
}
option-game = juego
problem-terminal-no-vote = Ahora no hay ninguna votación abierta. /imagine con tu idea abre una; para pulsar un botón escribe lo que lleva delante, por ejemplo `a1`.
challenge-running-own = 🎭 Aquí están adivinando tu secreto (hasta: { $time }). Para terminar antes: `/challenge --cerrar sí`

problem-approval-elsewhere = Aquí alguien de moderación mira primero cada imagen. Pide a alguien de moderación que la muestre, o píntala aquí.
challenge-held = 🙈 La imagen del juego está pintada. Primero la mira alguien de moderación; después el juego empieza en este lugar.
problem-case-gone = Aquí ya no hay nada que decidir: el caso es antiguo o la persona pidió que se la olvidara.
problem-case-not-yours = Solo puede hacerlo la persona que lo pidió.
problem-case-decided = Este caso ya está decidido.
problem-too-many-phrases = Esta sala ya tiene { $limit } frases y no caben más. Quita antes alguna.
problem-phrase-empty = Una frase necesita al menos una letra o una cifra.
problem-phrase-too-long = Una frase puede tener como máximo { $limit } caracteres.

# --- Personas a cargo: rechazos, apelaciones, la cola de moderación, reglas, miembros, el registro
category-name = { $category ->
    [sexual] contenido sexual
    [nudity] desnudez
    [violence] violencia
    [gore] sangre y heridas
    [self-harm] autolesiones
    [drugs] drogas
    [alcohol] alcohol
    [hate] odio
    [extremism] extremismo
    [weapons] armas
    [gambling] apuestas
    [profanity] palabrotas
    [scatology] bromas de baño
    [scary] da miedo
    [real-people] personas reales
    [characters] personajes de alguien
    [minors] protección de menores
    [room] reglas propias de la sala
    [injection] órdenes al bot
    [private] datos personales
    [unavailable] sin revisar
    [picture] imágenes
   *[other] otro
}
refused-suggestion = 💡 Quizá: `{ $words }`
refused-appeal = ¿Crees que es un error? Con «{ $button }», alguien vuelve a mirarlo (caso { $number }).
refused-wait = ⏳ No ha sido la primera vez en este rato. Acepto tus próximas palabras dentro de { $unit ->
    [minutes] { $count ->
        [one] un minuto
       *[other] { $count } minutos
    }
   *[seconds] { $count } segundos
}.
problem-refused-too-often = ⏳ Varios de tus deseos se han rechazado hace un momento, así que hay una pequeña pausa. Espera { $unit ->
    [minutes] { $count ->
        [one] un minuto
       *[other] { $count } minutos
    }
   *[seconds] { $count ->
        [one] 1 segundo
       *[other] { $count } segundos
    }
}, por favor; después te escucho. Todo lo demás sigue mientras tanto.
refused-button-appeal = Apelar
refused-button-try = Pinta eso
cmd-appeal = Pide que alguien que modera vuelva a mirar un deseo rechazado
    .case = Número del caso; tu último rechazo si no se dice
    .example = /appeal 12
appeal-done = ✋ { $private ->
    [yes] Quien lleva este bot
   *[no] Alguien que modera
} lo mirará (caso { $number }) y te diré qué responde. No te cuesta nada.
problem-appeal-floor = Esto no lo puede permitir nadie, en ninguna sala. Dilo con otras palabras o pide otra cosa.
cmd-proceed = Pinta un deseo rechazado que alguien que modera ha aprobado
    .case = Número del caso
    .suggested = Con las palabras más seguras que se propusieron
    .example = /proceed 12
proceed-there = 🎨 Se está pintando en la sala para la que lo pediste.
problem-case-not-approved = Todavía nadie que modere lo ha aprobado.
problem-case-send-again = Para esto no basta un botón. Envíalo otra vez como antes, por favor.
problem-case-floor = Nadie puede permitir esto: es de lo que se rechaza en todas las salas.
problem-case-own-rule = Lo rechazó una frase que bloquea esta misma sala. Apruébalo solo esta vez o quita la frase con /rules.
case-told = { $kind ->
    [words] { $approved ->
        [yes] ✅ Alguien que modera ha mirado tu deseo (caso { $number }) y está bien. { $again ->
            [yes] Pulsa el botón y lo pinto.
           *[no] Ya puedes enviarlo otra vez.
        }
       *[no] 🤝 Alguien que modera ha mirado tu deseo (caso { $number }) y sigue rechazado. Hiciste bien en preguntar. Espero con ganas tu próxima idea.
    }
   *[other] { $approved ->
        [yes] ✅ Alguien que modera ha mirado tus imágenes #{ $pictures }: ya las puede ver todo el mundo.
       *[no] 🙈 Alguien que modera ha mirado tus imágenes #{ $pictures } y no las muestra en la sala.{ $kind ->
            [report] {""}
           *[other] {" "}No te costaron nada.
        } Espero con ganas tu próxima idea.
    }
}
case-button-paint = Píntalo
log-refused = 🛡 Se rechazó un deseo de { $name } ({ $category }). Caso { $number }; faltas ahora: { $strikes }.
log-appealed = ✋ Caso { $number } ({ $category }): quien lo pidió quiere que alguien vuelva a mirarlo.
log-held = 🙈 Las imágenes #{ $pictures } esperan a que las mire alguien que modera. { $why ->
    [doubtful] La revisión de imágenes no está segura.
   *[approval] En esa sala se aprueba cada imagen.
}
log-reported = 🚩 Hubo avisos sobre las imágenes #{ $pictures } ({ $reason ->
    [scary] dan miedo
    [hurtful] hieren a alguien
    [unsafe] inapropiadas
   *[other] otro motivo
}){ $hidden ->
    [yes] {" "}y ahora están ocultas
   *[no] {""}
}. Caso { $number }.
log-decided = 🛡 { $name } ha decidido el caso { $number } ({ $category }): { $approved ->
    [yes] aprobado
   *[no] rechazado
}.
log-button-look = Mirar
log-offered = 🛡 Esta sala puede recibir los casos de otra. Ve allí y envía antes de una hora: `{ $line }`
log-begins = 🛡 Desde ahora cuento aquí lo que pasa en la otra sala: rechazos, apelaciones, avisos. Sin palabras de nadie y sin imágenes; eso está en /moderation, solo para quienes moderan.
problem-log-not-offered = Primero di `/settings --log aquí` en la sala que recibirá los casos. Después, antes de una hora, la misma persona dice aquí la línea que le responde.
problem-log-same-room = Los casos no se pueden contar en la propia sala: allí los lee todo el mundo.
problem-moderate-in-room = Hazlo en la sala que moderas, por favor. Te respondo solo a ti.
problem-suspended = ⏸ Alguien que modera te pide una pausa en esta sala hasta { $until } (dentro de { $unit ->
    [hours] { $count } horas
    [days] { $count } días
   *[minutes] { $count ->
        [one] un minuto
       *[other] { $count } minutos
    }
}){ $reason ->
    [words] {" "}por palabras que no van aquí
    [pictures] {" "}por imágenes que no van aquí
    [others] {" "}por cómo se trató a otras personas
   *[none] {""}
}. Después te recibimos con gusto. Nuestro chat privado sigue funcionando, y aquí también /help, /export, /forget y /appeal. Si crees que es un error, pregunta a alguien que modere esta sala.
cmd-moderation = Mira lo que espera a quienes moderan, y decídelo
    .case = Número del caso; si no se dice, el más antiguo, y las denuncias al final
    .decide = Qué respondes
    .after = Sigue después del caso de este número
    .example = /moderation
moderation-empty = { $more ->
    [yes] Ese era el último. Los que saltaste siguen esperando: /moderation
   *[no] ✨ No te espera nada.
}
moderation-case = 🛡 **Caso { $number }** · { $kind ->
    [words] palabras rechazadas
    [picture] una imagen dudosa
    [approval] una imagen por aprobar
   *[report] una imagen con avisos
}{ $pictures ->
    [none] {""}
   *[other] {" "}· #{ $pictures }
}{ $waiting ->
    [0] {""}
   *[other] {" "}· esperan: { $waiting }
}
moderation-facts = { $name } · { $time } · { $category } · { $audience ->
    [children] para niños
    [teens] para adolescentes
   *[adults] para adultos
}{ $private ->
    [yes] {" "}· en un chat privado
   *[no] {""}
}
moderation-words = Toca para leer: ||{ $words }||
moderation-nothing-left = Ya no queda nada que mirar: las palabras y las imágenes están borradas.
moderation-decided = Está decidido: { $approved ->
    [yes] aprobado
   *[no] rechazado
}.
moderation-done = { $approved ->
    [yes] ✅ El caso { $number } está aprobado, y la persona se entera.
    [hidden] 🙈 El caso { $number } queda rechazado: las imágenes no se muestran, y la persona se entera.
   *[no] 🚫 El caso { $number } sigue rechazado, y la persona se entera.
}{ $added ->
    [yes] {" "}La frase se permite aquí desde ahora.
    [full] {" "}No cabe otra frase, así que vale solo para este deseo.
    [long] {" "}Es demasiado larga como frase, así que vale solo para este deseo.
   *[no] {""}
} { $left ->
    [0] No espera nada más.
    [one] Espera uno más.
   *[other] Esperan { $left } más.
}
moderation-button-approve = Aprobar
moderation-button-refuse = Rechazar
moderation-button-allow = Permitir esta frase
moderation-button-next = Siguiente
moderation-button-member = Quién es
cmd-rules = Palabras y frases que esta sala rechaza o permite
    .block = Una frase que se rechazará aquí
    .allow = Una frase que se podrá pintar aquí
    .remove = Una frase que se quita de la lista
    .example = /rules --rechazar "monstruo de moco"
rules-title = 📜 **Frases de esta sala**
rules-blocked = Se rechazan: { $count ->
    [0] ninguna
   *[other] ||{ $phrases }||
}{ $more ->
    [0] {""}
   *[other] {" "}… y { $more } más
}
rules-allowed = Se permiten: { $count ->
    [0] ninguna
   *[other] { $phrases }
}{ $more ->
    [0] {""}
   *[other] {" "}… y { $more } más
}
rules-added = { $kind ->
    [blocked] ✅ Esta frase se rechaza aquí desde ahora, con cualquier disfraz.
   *[allowed] ✅ Esta frase se puede pintar aquí desde ahora.
}
rules-removed = ✅ La frase ya no está.
problem-phrase-floor = Esto no se puede permitir en ninguna sala.
problem-phrase-harmless = Estas palabras no las rechaza nada, salvo quizá la lista de esta sala, así que no hay nada que permitir. Lo que está en la lista se quita con `/rules --quitar`. Si se rechazan en un deseo más largo, permítelo entero.
problem-no-such-phrase = Esta frase no está en la lista de la sala. /rules las muestra todas.
cmd-member = Qué pesa sobre alguien aquí; pausa, perdón, expulsión
    .who = Una mención, un id, un nombre con faltas aquí, un caso (c12) o un conjunto (#12)
    .hours = Una pausa en esta sala de tantas horas; 0 la termina
    .why = Lo que se le dice a la persona
    .pardon = Olvida las faltas en esta sala
    .ban = Fuera de todo el bot tantos días; 0 lo termina (quien lleva el bot)
    .after = Sigue después de tantas personas
    .example = /member @bob --horas 2
member-title = 👥 { $count ->
    [0] Nadie tiene faltas aquí.
   *[other] **Faltas en esta sala** (un rechazo corriente pesa 1.0 y en una semana la mitad; desde 3.0, quizá convenga hablar)
}
member-line = { $name }: { $strikes } ({ $count ->
    [one] 1 rechazo
   *[other] { $count } rechazos
})
member-out = ⏸ { $name } está en pausa hasta { $until }.
member-card = 👤 **{ $name }** · faltas aquí: { $strikes }
member-cases = Casos: { $cases }
member-is-banned = ⛔ Fuera de todo el bot hasta { $until }.
member-timed-out = ✅ Una pausa hasta { $until }. Con el próximo mensaje que me envíe, la persona lo sabrá, con amabilidad. A quien modera esta sala no le afecta.
member-back = ✅ Ya pasó: la persona puede volver a participar.
member-pardoned = 🕊 Las faltas en esta sala están olvidadas.
member-banned = ⛔ Fuera de todo el bot hasta { $until }.
member-button-hours = Pausa de { $hours } h
member-button-back = Terminar la pausa
member-button-pardon = Perdonar
problem-no-such-member = No sé a quién te refieres con «{ $given }». Usa una mención, un id, el nombre de alguien con faltas aquí, un caso (c12) o un conjunto suyo de esta sala (#12).
problem-member-yourself = No puedes hacerte eso a ti.
problem-member-owner = Esta persona lleva el bot y no se la puede dejar fuera.
problem-ban-owners-only = Solo quien lleva este bot puede dejar a alguien fuera de todo. Una pausa en esta sala: `/member … --horas 2`
cmd-audit = Quién decidió qué en esta sala, y cuándo
    .days = De cuántos días
    .export = Como archivo
    .after = Sigue antes de la fila de este número
    .example = /audit --días 7
audit-title = 🧾 **Las últimas decisiones** { $days ->
    [one] del último día
   *[other] de los últimos { $days } días
}{ $count ->
    [0] : ninguna
   *[other] :
}
audit-line = { $time } · { $name } · { $action ->
    [case-appealed] pidió volver a mirar el caso { $case }
    [case-approved] aprobó el caso { $case }
    [case-refused] rechazó el caso { $case }
    [floor-block] recibió un no a lo que ninguna sala permite (caso { $case })
    [phrase-blocked] añadió una frase rechazada
    [phrase-allowed] añadió una frase permitida
    [phrase-removed] quitó una frase
    [suspended] dio una pausa a { $whom }
    [suspension-lifted] terminó la pausa de { $whom }
    [pardoned] perdonó a { $whom }
    [banned] dejó a { $whom } fuera de todo el bot
    [ban-lifted] dejó volver a { $whom }
    [settings-changed] cambió los ajustes
    [log-offered] ofreció esta sala para recibir casos
    [report-cleared] volvió a mostrar imágenes con avisos
    [audit-exported] exportó este registro
    [strikes-many] vio muchas faltas de { $whom } en un día
    [room-called] dijo en la sala que algo espera
    [case-settled] mostró lo decidido sobre el caso { $case }; a la persona aún no se le pudo avisar
    [case-lapsed] nadie miró a tiempo el caso { $case }, así que queda rechazado
   *[other] { $action }
}{ $facts ->
    [none] {""}
   *[other] {" "}({ $facts })
}
audit-whole = 🔗 La cadena está completa: nada se cambió después.
audit-broken = ⚠️ La cadena no encaja desde la fila { $number }: alguien ha cambiado la base de datos.
audit-exported = 🧾 { $count ->
    [one] Una fila
   *[other] { $count } filas
}, cada una con el hash de la anterior.
audit-button-export = Como archivo
settings-approval = Se aprueba cada imagen antes de mostrarla: { $value ->
    [yes] sí
   *[no] no
}
settings-log = Lo que espera a moderación se avisa en otra sala: { $value ->
    [yes] sí
   *[no] no
}
settings-reports = Avisos que ocultan una imagen: { $value }
settings-retention = Las palabras rechazadas se guardan { $value ->
    [one] un día
   *[other] { $value } días
}
digest-title = 📊 **El último día en esa sala**
digest-refused = Deseos rechazados: { $count }
digest-category = { $category } { $count }
digest-categories = Por motivo: { $rows }
digest-cases = Avisos: { $reports } · a la espera de revisión: { $held } · apelaciones: { $appealed } · aprobados: { $approved } · rechazados: { $refused } · esperan ahora: { $waiting }
digest-trail = Registro de decisiones: { $number }:{ $hash }
option-case = caso
option-suggested = propuesta
option-decide = decidir
    .approve = aprobar
    .refuse = rechazar
    .allow = permitir
option-after = después
option-block = rechazar
option-allow = permitir
option-remove = quitar
option-who = quién
option-hours = horas
option-why = motivo
    .words = palabras
    .pictures = imágenes
    .others = trato
    .other = otro
option-pardon = perdonar
option-ban = expulsar
option-days = días
option-export = exportar
option-approval = aprobación
option-log = sala-casos
option-reports = avisos
option-retention = conservación
heard-report = denunciar denuncia avisar avisa reportar reporta
heard-appeal = apelar apela apelación recurrir
heard-moderation = moderación moderar casos cola
heard-rules = reglas normas frases
heard-member = miembro persona faltas
heard-audit = auditoría registro

cancel-done-begun = ✖️ «{ $prompt }» queda cancelado. Ya estaba en el servicio de imágenes, que cobra por su trabajo, así que cuesta de todos modos { $units ->
    [one] 1 unidad
   *[other] { $units } unidades
}. Si cancelas un deseo mientras todavía espera, no te cuesta nada.

# A judge that reads along
doctor-judge = { $service } lee como juez: distingue un texto inofensivo de otro que no es apto para niños.
doctor-judge-none = Ningún juez lee lo que se escribe; deciden las reglas propias del bot. PINCEL_JUDGE añade uno.
doctor-judge-blind = { $service } responde como juez, pero no como debería: deja pasar un texto que no es apto para niños o rechaza uno inofensivo. Elige otro modelo (PINCEL_JUDGE_MODEL).
problem-judge-lacks = PINCEL_JUDGE pide un juez, pero { $name } está vacía. Ponla en .env o deja PINCEL_JUDGE vacía.
cli-audit = Muestra quién decidió qué y si algo se cambió después
    .room = solo esta sala y sus hilos, como plataforma:id; por ejemplo discord:1234
    .last = cuántas de las filas más nuevas; si no se dice, 1000
    .verify = lo lee entero y dice si sigue siendo lo que se escribió
    .kept = número:hash de una fila que guardaste en otro sitio; el registro debe tenerla todavía
    .json = escribe un objeto JSON por línea
cli-audit-empty = Ahí todavía no hay nada en el registro.
cli-audit-whole = El registro encaja: { $rows ->
    [one] { $rows } fila
   *[other] { $rows } filas
}, la más nueva con el hash { $hash }. Guarda ese número y ese hash en otro sitio: con --kept sabrás después si falta el final.
cli-audit-broken = El registro no encaja a partir de la fila { $number }: alguien ha cambiado la base de datos.
problem-database-older = La base de datos { $path } es de una versión anterior de Pincel. `{ $pincel } db upgrade` la lleva a esta.
problem-rules-one-at-a-time = De una en una, por favor, y varias palabras entre comillas: `/rules --rechazar "monstruo de moco"`

# For a name that the guard refuses
somebody = alguien
forget-stays = • **Se queda cuatro semanas, sin las palabras:** que algo tuyo no estaba permitido; y una pausa, hasta que termine. Si no, borrarlo todo serviría para saltársela.
forget-done-but = Hecho. Tus imágenes, votos, intentos, puntos y ajustes están borrados.
    Solo queda, sin las palabras: durante cuatro semanas, que algo no estaba permitido; y una pausa, hasta que termine.
    Vuelve cuando quieras.
case-thanks = { $approved ->
    [yes] 👁 Alguien que modera ha mirado las imágenes #{ $pictures }, sobre las que avisaste, y cree que pueden quedarse. Gracias por cuidar de la sala.
   *[no] 🙈 Alguien que modera ha mirado las imágenes #{ $pictures }, sobre las que avisaste, y ha decidido que no se vean en la sala. Gracias por cuidar de ella.
}
problem-appeal-none = Últimamente no se ha rechazado nada tuyo que alguien que modera pueda volver a mirar.
problem-appeals-enough = Ya esperan { $count } apelaciones tuyas. En cuanto se decida una, podrás preguntar por la siguiente.
problem-appeal-nobody = En un chat privado solo podría mirarlo quien lleva este bot, y no hay nadie indicado (PINCEL_OWNERS). En una sala con moderación puedes apelar.
problem-case-own-pictures = Estas imágenes son tuyas. De los avisos sobre ellas decide otra persona que modere.
settings-around = La sala que rodea este hilo es más estricta, y eso vale también aquí.
room-something-waits = 🛡 Algo de esta sala espera a que lo mire alguien de moderación: /moderation
problem-reports-enough = Hoy ya has avisado de { $count } conjuntos de imágenes, y alguien de moderación mira primero esos. Si algo es urgente, díselo tú a alguien de moderación.
button-more = Más
said-yes = sí
said-no = no
said-auto = auto
case-kind = { $kind ->
    [words] palabras rechazadas
    [picture] una imagen dudosa
    [approval] una imagen por aprobar
   *[report] una imagen con avisos
}
moderation-appealed = ✋ { $name } te pide que lo vuelvas a mirar ({ $time }).
moderation-reported = 🚩 { $people ->
    [one] Una persona ha avisado
   *[other] Han avisado { $people } personas
}: { $reasons }
until-when = { $time } (dentro de { $unit ->
    [hours] { $count } horas
    [days] { $count } días
   *[minutes] { $count ->
        [one] un minuto
       *[other] { $count } minutos
    }
})
settings-all = `/settings` los muestra todos.
settings-still-hidden = 🙈 De antes { $count ->
    [one] sigue oculto un conjunto
   *[other] siguen ocultos { $count } conjuntos
} de imágenes hasta que alguien de moderación mire: /moderation
log-many = ⚠️ Últimamente { $name } acumula muchas faltas. Quizá convenga hablar; el botón también ofrece una pausa.
moderation-many = ⚠️ Muchas faltas en un día: { $names }. Quizá convenga hablar; /member también ofrece una pausa.
moderation-button-people = Personas
member-case = { $number } ({ $category })
audit-fact = { $name }: { $value }
refused-told = 💛 Si algo así te pasó: no has hecho nada malo, y yo no se lo cuento a nadie. Soy un programa, no una persona: por eso, cuéntaselo hoy a una persona adulta de confianza, por ejemplo de tu casa o de tu escuela. Si no hay nadie cerca, en findahelpline.com están las líneas de ayuda gratuitas de tu país; si hay peligro, llama al número de emergencias.

problem-decide-which = ¿De qué caso hablas? El número va al principio de cada uno: `/moderation 3 aprobar`

# --- Una apelación sin número
appeal-this = ¿Te refieres a este (caso { $number })? Nadie lo lee antes de que pulses el botón.
    «{ $words }»
problem-terminal-button-of = { $given } es un botón de { $name }: escribe `as { $name }: { $given }`.
heard-option-block = bloquear prohibir vetar
problem-nothing-from-elsewhere = No encuentro imágenes recientes tuyas, hechas en otro sitio, que se puedan mostrar aquí. Di cuáles: por ejemplo `/publish 12`. Tus números están en /gallery.
